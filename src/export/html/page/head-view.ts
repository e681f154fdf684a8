/** The top of the page: the question, who answered it and how, and where the run comes from. Pure. */
import { provenanceWords } from '../../../plain/describe.ts';
import type { Run } from '../../../run/run.ts';
import { dateWords, settingFacts, sourceSentences } from './source-words.ts';
import { type Element, h, type Tree } from './tree.ts';

/** A question of more characters does not stand open above the rest. */
const LONG_QUESTION = 420;

export function headView(run: Run): Element {
  const sentences = sourceSentences(run);
  return h(
    'header',
    'head',
    h(
      'div',
      'named',
      h('h1', { dir: 'auto' }, run.question.title ?? run.question.id),
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
    h('li', {}, h('time', { datetime: run.startedAt }, dateWords(run.startedAt))),
  );
}

function questionView({ question }: Run): Element {
  const text = h('p', { class: 'asked', dir: 'auto' }, question.text);
  const reference = referenceView(question.reference ?? []);
  if (question.text.length <= LONG_QUESTION) return h('div', 'question', text, reference);
  return h('details', 'question', h('summary', {}, 'The question'), text, reference);
}

function referenceView(reference: readonly string[]): Tree {
  if (reference.length === 0) {
    return h('p', 'reference', 'No right answer is known: nothing here is called right or wrong.');
  }
  const answers = reference.flatMap((one, index) => [index > 0 ? ' or ' : '', h('code', {}, one)]);
  return h('p', { class: 'reference', dir: 'auto' }, 'Right answer: ', answers);
}
