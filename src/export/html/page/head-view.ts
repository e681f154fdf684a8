/** The top of the page: the question, who answered it and how, and where the run comes from. Pure. */
import { firstWords, provenanceWords } from '../../../plain/describe.ts';
import { noReferenceWords } from '../../../plain/reference-words.ts';
import type { Run } from '../../../run/run.ts';
import { settingFacts, sourceSentences, whenWords } from './source-words.ts';
import { type Element, h, type Tree } from './tree.ts';

/** Of a question of more characters only the beginning stands above the rest, and it scrolls. */
const LONG_QUESTION = 420;

/** Characters of right answers that are read in passing. */
const LONG_REFERENCE = 160;

/** The title of the question, else how it begins. */
export function titleOf({ question }: Run): string {
  return question.title ?? firstWords(question.text, LONGEST_TITLE);
}

const LONGEST_TITLE = 72;

export function headView(run: Run): Element {
  const sentences = sourceSentences(run);
  return h(
    'header',
    'head',
    h(
      'div',
      'named',
      h('h1', { dir: 'auto' }, titleOf(run)),
      factsView(run),
      sentences.length > 0 &&
        h(
          'p',
          { class: 'source', role: 'note' },
          h('span', { class: 'sign', 'aria-hidden': 'true' }, '▲'),
          ' ',
          sentences.join(' '),
        ),
    ),
    questionView(run),
  );
}

function factsView(run: Run): Element {
  const { provenance } = run;
  return h(
    'ul',
    { class: 'facts', 'aria-label': 'Settings' },
    settingFacts(run).map((fact, index) => h('li', index === 0 ? 'model' : '', fact)),
    h('li', provenance === 'live' ? '' : 'flagged', provenanceWords(provenance)),
    h('li', {}, h('time', { datetime: run.startedAt }, whenWords(run))),
  );
}

function questionView(run: Run): Element {
  const { question } = run;
  // Such as the tables of a database.
  const hasColumns = /\S {2,}\S/.test(question.text);
  const isLong = question.text.length > LONG_QUESTION;
  return h(
    'div',
    'question',
    h(
      'p',
      {
        class: ['asked', ...(isLong ? ['long'] : []), ...(hasColumns ? ['columns'] : [])].join(' '),
        dir: 'auto',
        // What scrolls can be scrolled with keys.
        ...(isLong && { tabindex: 0, role: 'region', 'aria-label': 'The question' }),
      },
      question.text,
    ),
    referenceView(run),
  );
}

function referenceView(run: Run): Tree {
  const { reference = [] } = run.question;
  if (reference.length === 0) {
    return h('p', 'reference', noReferenceWords(run));
  }
  if (reference.join('').length > LONG_REFERENCE || reference.some(one => one.includes('\n'))) {
    return h(
      'details',
      'reference',
      h('summary', {}, reference.length > 1 ? 'Right answers' : 'Right answer'),
      reference.map(one => h('pre', { dir: 'auto' }, one)),
    );
  }
  const answers = reference.flatMap((one, index) => [index > 0 ? ' or ' : '', h('code', {}, one)]);
  return h('p', { class: 'reference', dir: 'auto' }, 'Right answer: ', answers);
}
