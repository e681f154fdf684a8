import { describe, expect, test } from 'vitest';
import { aRequest, collect } from '../recorded/testing/collect.ts';
import { converseModel } from './converse.ts';
import { untroubled } from './testing/against-local.ts';

/** A client whose calls are all refused by this name. */
function refusing(name: string, renew: () => Promise<void>) {
  const send = () => Promise.reject(Object.assign(new Error('it was refused'), { name }));
  return converseModel({ client: { send } as never, idleTimeoutMs: 1000, renew });
}

describe('credentials that were not accepted', () => {
  test('are asked for anew before the next call, and only then', async () => {
    let asked = 0;
    const model = refusing('ExpiredTokenException', async () => void asked++);
    for (const times of [0, 1, 2]) {
      const { error } = await collect(model.stream(aRequest(), untroubled()));
      expect([error?.name, asked]).toEqual(['ExpiredTokenException', times]);
    }
    let never = 0;
    const throttled = refusing('ThrottlingException', async () => void never++);
    for (let call = 0; call < 2; call++) await collect(throttled.stream(aRequest(), untroubled()));
    expect(never).toBe(0);
  });

  test('that cannot be had are no other failure than the call itself', async () => {
    const model = refusing('ExpiredTokenException', () => Promise.reject(new Error('no way')));
    for (let call = 0; call < 2; call++) {
      const { error } = await collect(model.stream(aRequest(), untroubled()));
      expect(error?.name).toBe('ExpiredTokenException');
    }
  });

  test('whose source says nothing are not waited for once the call is cancelled', async () => {
    const model = refusing('ExpiredTokenException', () => new Promise(() => {}));
    await collect(model.stream(aRequest(), untroubled()));
    const cancelling = new AbortController();
    const second = collect(model.stream(aRequest(), cancelling.signal));
    cancelling.abort();
    expect((await second).error?.name).toBe('Cancelled');
  });
});
