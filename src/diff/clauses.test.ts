import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clausesOf, compareClauses } from './clauses.ts';

const QUERY = `SELECT t.name, SUM(l.rent - p.paid) AS owed
FROM lease l
JOIN tenant t ON t.tenant_id = l.tenant_id
JOIN (
  SELECT lease_id, SUM(amount) AS paid
  FROM payment GROUP BY lease_id
) p ON p.lease_id = l.lease_id
WHERE l.year = 2026
GROUP BY t.name
ORDER BY owed DESC;`;

function compared(old: string, next: string): string[] {
  return compareClauses(old, next).flatMap(({ old: was, next: is }) => {
    if (was?.key === is?.key) return [];
    const words = (clause: typeof was) => (clause ? `${clause.name} ${clause.text}` : '');
    return `${words(was)} => ${words(is)}`;
  });
}

describe('the clauses of a query', () => {
  it('begin at keywords outside brackets', () => {
    expect(clausesOf(QUERY).map(({ name }) => name)).toEqual([
      'SELECT',
      'FROM',
      'JOIN',
      'JOIN',
      'WHERE',
      'GROUP BY',
      'ORDER BY',
    ]);
    expect(clausesOf(QUERY)[3]?.text).toBe(
      '( SELECT lease_id, SUM(amount) AS paid FROM payment GROUP BY lease_id ) p ON p.lease_id = l.lease_id',
    );
  });

  it('have the whole name of a join', () => {
    const names = clausesOf('select 1 from a left outer join b on 1 cross join c natural join d').map(
      ({ name, text }) => `${name}: ${text}`,
    );
    expect(names).toEqual([
      'SELECT: 1',
      'FROM: a',
      'LEFT OUTER JOIN: b on 1',
      'CROSS JOIN: c',
      'NATURAL JOIN: d',
    ]);
  });

  it('are not cut in quotes and comments', () => {
    const clauses = clausesOf(`SELECT 'from where' AS "order by" -- from here\nFROM t`);
    expect(clauses.map(({ name }) => name)).toEqual(['SELECT', 'FROM']);
    expect(clauses[0]?.text).toBe(`'from where' AS "order by"`);
  });

  it('are read of anything without an error', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        for (const { name, text: body } of clausesOf(text)) expect(name + body).not.toBe('');
      }),
    );
  });
});

describe('two queries', () => {
  it('are the same whatever their case and white space', () => {
    expect(compared(QUERY, QUERY.toLowerCase().replace(/\s+/g, '  '))).toEqual([]);
  });

  it('differ in the clauses that changed, came or went', () => {
    const next = QUERY.replace('JOIN (', 'LEFT JOIN (')
      .replace('GROUP BY t.name\n', '')
      .replace(';', ' LIMIT 3');
    expect(compared(QUERY, next)).toEqual([
      expect.stringMatching(/^JOIN \( SELECT .* => LEFT JOIN \( SELECT /),
      'GROUP BY t.name => ',
      ' => LIMIT 3',
    ]);
  });

  it('have the joins of one table face each other', () => {
    const old = 'SELECT 1 FROM a JOIN b ON b.x = a.x JOIN c ON c.x = a.x';
    const next = 'SELECT 1 FROM a JOIN d ON d.x = a.x LEFT JOIN c ON c.x = a.x';
    expect(compared(old, next)).toEqual([
      'JOIN b ON b.x = a.x => JOIN d ON d.x = a.x',
      'JOIN c ON c.x = a.x => LEFT JOIN c ON c.x = a.x',
    ]);
  });
});
