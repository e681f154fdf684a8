/** Secrets that nobody has, put together here so that no scanner takes the files of tests for a leak. */

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** So many letters and digits, always the same; with at least one of each sort when there is room. */
export function noise(length: number, seed = 1): string {
  let state = seed;
  const next = () => {
    state = (state * 48271) % 2147483647;
    return LETTERS[state % LETTERS.length] ?? 'a';
  };
  return `a7Z${Array.from({ length }, next).join('')}`.slice(0, length);
}

export const AWS_KEY_ID = `AKIA${'IOSFODNN7EXAMPLE'}`;
export const AWS_SECRET = `wJalrXUtnFEMI/K7MDENG/${'bPxRfiCYEXAMPLEKEY'}`;
export const E_MAIL = 'anna.meier@example.org';

/** By what they are replaced with; the text around them stays. */
export const SECRETS: readonly (readonly [kind: string, before: string, secret: string, after: string])[] = [
  ['AWS key', 'The key is ', AWS_KEY_ID, '.'],
  ['AWS key', 'aws_secret_access_key = ', AWS_SECRET, '\nregion = us-east-1'],
  ['AWS key', '"SecretAccessKey": "', AWS_SECRET, '"'],
  ['AWS key', '{\\"secretAccessKey\\": \\"', AWS_SECRET, '\\"}'],
  ['AWS session token', 'AWS_SESSION_TOKEN=', `IQoJb3JpZ2luX2Vj${noise(200)}`, '\n'],
  ['AWS session token', 'then ', `FwoGZXIvYXdz${noise(120)}`, ' came'],
  ['AWS key', 'AWS_BEARER_TOKEN_BEDROCK=', `ABSK${noise(120)}==`, ''],
  ['AWS account', 'arn:aws:bedrock:us-east-1:', '123456789012', ':inference-profile/x'],
  [
    'AWS user',
    'User: arn:aws:iam::123456789012:user/'.replace('123456789012', '000000000000'),
    'anna',
    ' is',
  ],
  ['token', 'Authorization: Bearer ', noise(30), ''],
  ['token', 'curl -H "Authorization: Basic ', 'dXNlcjpwYXNzd29yZA==', '"'],
  ['token', 'cookie=', `eyJ${noise(20)}.eyJ${noise(60)}.${noise(43)}`, ';'],
  ['private key', 'my key:\n', pem('RSA PRIVATE KEY'), '\nbye'],
  ['private key', 'my key:\n', pem('OPENSSH PRIVATE KEY'), ''],
  ['private key', 'in JSON: "', pem('PRIVATE KEY').replaceAll('\n', '\\n'), '"'],
  ['API key', 'gh: ', `ghp_${noise(36)}`, ','],
  ['API key', 'gh: ', `github_pat_${noise(22)}_${noise(59)}`, ','],
  ['API key', 'gl: ', `glpat-${noise(20)}`, ' '],
  ['API key', 'slack ', `xoxb-123456789012-${noise(24)}`, ''],
  ['API key', 'https://hooks.slack.com/services/', `T00000000/B00000000/${noise(24)}`, ''],
  ['API key', 'stripe ', `sk_live_${noise(24)}`, ''],
  ['API key', 'google ', `AIza${noise(35)}`, ''],
  ['API key', 'openai ', `sk-proj-${noise(48)}`, ''],
  ['API key', 'openai ', `sk-${noise(48)}`, ''],
  ['API key', 'anthropic ', `sk-ant-api03-${noise(90)}`, ''],
  ['password', 'postgres://reader:', 'hunter2', '@db.example.org:5432/sales'],
  ['password', 'https://anna:', 'p@ss:word', '@example.org/x'],
  ['password', 'Server=db;User Id=sa;Password=', 'Hunter2!', ';Encrypt=yes'],
  ['password', 'password: ', 'hunter2hunter2', '\n'],
  ['password', '{\\"passwd\\": \\"', 'correct-horse', '\\"}'],
  ['API key', 'api_key="', '9f8e7d6c5b4a39281706f5e4d3c2b1a0', '"'],
  ['API key', 'export CLIENT_SECRET=', noise(20), '; run'],
  ['API key', '{"accessToken": "', noise(40), '"}'],
  ['e-mail', 'Write to ', E_MAIL, ', or call.'],
  ['e-mail', 'mailto:', 'jörg+news@büro.example.de', '?subject=x'],
  ['card number', 'card ', '4111 1111 1111 1111', ' 12/29'],
  ['card number', 'card ', '3782-822463-10005', ''],
  ['name', '/home/', 'anna', '/runs/x.jsonl'],
  ['name', 'in file:///Users/', 'anna.meier', '.'],
  ['name', 'C:\\Users\\', 'Anna Meier', '\\runs'],
  ['name', '"C:\\\\Users\\\\', 'anna', '\\\\runs"'],
];

function pem(label: string): string {
  const lines = Array.from({ length: 6 }, (_, index) => noise(64, index + 1));
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`].join('\n');
}
