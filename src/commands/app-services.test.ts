import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Act, scriptedModel } from '../engine/testing/scripted-model.ts';
import { MODEL, QUESTION, usageOf } from '../run/testing/sample-run.ts';
import { temporaryFolder } from '../transcripts/testing/temporary-folder.ts';
import type { Choices } from '../ui/services.ts';
import { type AppServices, createAppServices } from './app-services.ts';
import { type ChoiceStore, nothing } from './choices.ts';
import type { OpenFlags } from './open.ts';
import type { LiveSource } from './source.ts';

const ANSWER: Act[] = [
  { type: 'delta', channel: 'text', text: '0.05' },
  { type: 'finished', stopReason: 'end_turn', usage: usageOf({ output: 1 }), content: [{ text: '0.05' }] },
];

function services(
  flags: Partial<OpenFlags> = {},
  choices: Choices = {},
  acts: readonly Act[] = ANSWER,
  store: ChoiceStore = { ...nothing(), choices },
): AppServices {
  const source: LiveSource = {
    kind: 'live',
    where: 'Bedrock in us-east-1',
    region: 'us-east-1',
    model: clock => scriptedModel(clock, [acts]),
  };
  return createAppServices({
    source,
    flags: { idleTimeout: 120, save: false, rounds: 0, ...flags },
    store,
    questions: [QUESTION],
  });
}

const start = (app: AppServices) => app.start(QUESTION, app.settingsFor(MODEL, QUESTION));

describe('what was chosen the last time', () => {
  const choices: Choices = {
    question: 'a',
    overrides: { rounds: '2', system: 'Be brief.', answerStable: '2' },
  };

  test('is what the app begins with', () => {
    expect(services({ rounds: undefined }, choices).initial).toEqual(choices);
  });

  test('gives way to what the command line says', () => {
    const flags = { rounds: 1, stopWhenStable: 3, question: 'b' };
    expect(services(flags, choices).initial).toEqual({ question: 'b', overrides: { system: 'Be brief.' } });
  });
});

test('a prompt on the command line leaves nothing of the one that was chosen last', () => {
  const choices = {
    overrides: { system: 'Be brief.', name: 'terse', first: '{question}!', reflection: 'Then.' },
  };
  for (const flags of [
    { prompt: 'checklist' },
    { reflectionPrompt: 'Now.' },
    { firstPrompt: '{question}' },
  ]) {
    expect(services(flags, choices).initial.overrides).toEqual({ system: 'Be brief.' });
  }
});

test('a prompt that nobody knows is refused before the app is drawn', () => {
  expect(() => services({ prompt: 'nice' })).toThrow('There is no prompt "nice". Prompts are: neutral,');
});

describe('a command that is to be run', () => {
  const stored = { overrides: { feedback: 'command', 'check.command': 'rm -rf /', rounds: '2' } };

  test('is never taken from what was kept', () => {
    expect(services({ rounds: undefined }, stored).initial.overrides).toEqual({
      feedback: 'command',
      rounds: '2',
    });
  });

  test('is what the command line says, for this start', () => {
    const flags = { check: 'true', database: 'a.sqlite' };
    expect(services(flags, stored).initial.overrides).toEqual({
      'check.command': 'true',
      'check.database': 'a.sqlite',
    });
    expect(services(flags).settingsFor(MODEL, QUESTION).feedback).toMatchObject({ source: 'command' });
  });

  test('is not kept', () => {
    const kept: Choices[] = [];
    const store = { ...nothing(), remember: (chosen: Choices) => void kept.push(chosen) };
    services({}, {}, ANSWER, store).remember({ question: 'a', ...stored });
    expect(kept).toEqual([{ question: 'a', overrides: { feedback: 'command', rounds: '2' } }]);
  });

  test('is asked for before anything is sent', () => {
    const app = services();
    const settings = {
      ...app.settingsFor(MODEL, QUESTION),
      feedback: { source: 'command' as const, repeats: 1 },
    };
    expect(app.refusal(QUESTION, settings)).toContain('name it with --check');
    expect(app.refusal(QUESTION, settings, { check: 'true' })).toBeUndefined();
  });

  test('of a run counts for its branches', async () => {
    const app = services({ rounds: 1 });
    const settings = {
      ...app.settingsFor(MODEL, QUESTION),
      feedback: { source: 'command' as const, repeats: 1 },
    };
    const handle = app.start(QUESTION, settings, { check: 'true' });
    await app.settle();
    const run = handle.session.run();
    expect(run?.rounds[0]?.checks).toMatchObject([{ source: 'command', verdict: 'pass' }]);
    expect(run && app.desk.check(run, settings)).toBeUndefined();
    expect(run && services().desk.check(run, settings)).toContain('name it with --check');
  });
});

test('parameters that the command line sets go before those that were chosen last', () => {
  const choices = {
    overrides: {
      'self-consistency.samples': '5',
      'self-consistency.window': '2',
      judge: 'a',
      feedback: 'judge',
    },
  };
  expect(services({ set: ['samples=3'], judge: 'b' }, choices).initial.overrides).toEqual({
    'self-consistency.window': '2',
  });
});

describe('a run', () => {
  test('is told to its session, and is among those that were made', async () => {
    const app = services();
    const handle = start(app);
    await app.settle();
    expect(handle.session.run()?.outcome).toEqual({ kind: 'stopped', rule: 'max-rounds' });
    expect(app.made()).toEqual([{ run: handle.session.run(), file: undefined }]);
  });

  test('that goes on is cancelled when all are, and settles', async () => {
    const app = services({}, {}, [{ type: 'hangs' }]);
    start(app);
    app.cancelAll();
    await app.settle();
    expect(app.made().map(({ run }) => run?.outcome)).toEqual([{ kind: 'cancelled' }]);
  });

  test('goes to the file that was named, the second one beside it', async () => {
    const file = join(temporaryFolder(), 'run.jsonl');
    const app = services({ save: true, transcript: file });
    start(app);
    start(app);
    await app.settle();
    expect(existsSync(file)).toBe(true);
    expect(app.made().map(made => made.file)).toEqual([file, file.replace('.jsonl', '-2.jsonl')]);
  });

  test('whose file is taken is made all the same, unsaved, and that is said', async () => {
    const file = join(temporaryFolder(), 'run.jsonl');
    writeFileSync(file, 'mine');
    const app = services({ save: true, transcript: file });
    const { session } = start(app);
    await app.settle();
    expect(session.notice()).toBe(
      `${file} exists already, and a transcript is never written over: give another name.`,
    );
    expect(app.made()).toMatchObject([{ run: { outcome: { kind: 'stopped' } }, file: undefined }]);
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  test('that breaks says so instead of ending the app', async () => {
    const app = services({}, {}, [{ type: 'breaks', message: 'a bug' }]);
    const { session } = start(app);
    await app.settle();
    expect(session.notice()).toBe('a bug');
  });
});

test('what the model would refuse is refused before it is asked', () => {
  const app = services({ model: 'us.amazon.nova-lite-v1:0', cache: '1h' });
  const settings = app.settingsFor('us.amazon.nova-lite-v1:0', QUESTION);
  expect(app.refusal(QUESTION, settings)).toMatch(/^Nova Lite keeps its cache for 5m/);
  expect(app.sourceLine).toBe('live · Bedrock in us-east-1');
});

describe('what is kept', () => {
  test('of the look is what was changed in the app; what the command line says is only in force', () => {
    const kept: unknown[] = [];
    const store = { ...nothing(), keepLook: (changes: object) => void kept.push(changes) };
    const app = services({ theme: 'mono', animation: false }, {}, ANSWER, store);
    expect(app.look()).toEqual({ theme: 'mono', bell: false, animation: false, step: false, idleLimit: 0 });
    app.keepLook({ bell: true });
    expect(app.look()).toEqual({ theme: 'mono', bell: true, animation: false, step: false, idleLimit: 0 });
    expect(kept).toEqual([{ bell: true }]);
  });

  test('of the prompts are the user’s own; the library has those of the program, too', () => {
    const kept: unknown[] = [];
    const own = { mine: { reflection: 'Mine.' } };
    const store = { ...nothing(), prompts: own, keepPrompts: (next: object) => void kept.push(next) };
    const app = services({ prompt: 'mine' }, {}, ANSWER, store);
    const names = () => app.prompts().map(({ name }) => name);
    expect([names()[0], names().at(-1)]).toEqual(['neutral', 'mine']);
    app.keepPrompts({});
    expect(names()).not.toContain('mine');
    expect(kept).toEqual([{}]);
    // What the command line named is what it was.
    expect(app.settingsFor(MODEL, QUESTION).prompts).toEqual({ name: 'mine', reflection: 'Mine.' });
  });

  test('of the presets is what there is by now', () => {
    const kept: unknown[] = [];
    const saved = { quick: { rounds: '1' } };
    const store = { ...nothing(), presets: saved, keepPresets: (next: object) => void kept.push(next) };
    const app = services({}, {}, ANSWER, store);
    expect(app.presets()).toBe(saved);
    app.keepPresets({});
    expect(app.presets()).toEqual({});
    expect(kept).toEqual([{}]);
  });
});
