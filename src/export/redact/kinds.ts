/**
 * What must not leave with a run, by how it is written. Every pattern has bounds, and begins where nothing
 * of its own kind stands before: a hostile text is read in linear time. Knows no event.
 */

export interface SecretKind {
  /** As in `[redacted: e-mail]`. */
  readonly kind: string;
  /** As in `3 e-mail addresses`. */
  readonly one: string;
  readonly many: string;
  /** Global; with a group `secret`, only that is replaced, else the whole match. */
  readonly pattern: RegExp;
  /** A second look, where a pattern alone cannot tell. */
  readonly isOne?: (found: string) => boolean;
  /** Is none where its beginning is another secret. */
  readonly yields?: boolean;
}

/** What stands between the name of a setting and its value: `=`, `: `, `": "`, `\": \"`. */
const GIVEN = String.raw`\\?["']?\s{0,3}[:=]\s{0,3}\\?["']?`;

const AWS_KEY = { kind: 'AWS key', one: 'AWS key', many: 'AWS keys' };
const API_KEY = { kind: 'API key', one: 'API key', many: 'API keys' };
const PASSWORD = { kind: 'password', one: 'password', many: 'passwords' };
const TOKEN = { kind: 'token', one: 'token', many: 'tokens' };
const HOME = { kind: 'name', one: 'name of a home folder', many: 'names of home folders' };

/**
 * The default list. Prefixes and lengths are those that each service documents or that its keys show
 * (read 2026-11): github.com/gitleaks/gitleaks collects them with examples.
 */
export const SECRET_KINDS: readonly SecretKind[] = [
  {
    kind: 'private key',
    one: 'private key',
    many: 'private keys',
    // Without its end, only what can be of a key goes: prose may name the first line.
    pattern:
      /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:(?:[^-]|-(?!----)){0,20000}-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|(?:(?:\s|\\n){0,4}[A-Za-z0-9+/=]{16,100}(?![A-Za-z0-9+/=])){1,600})/g,
  },
  { ...AWS_KEY, pattern: /(?<![A-Za-z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])/g },
  {
    ...AWS_KEY,
    pattern: new RegExp(
      `secret_?-?(?:access)?_?-?key${GIVEN}(?<secret>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])`,
      'gi',
    ),
  },
  {
    ...AWS_KEY,
    // The two halves of a key beside each other, as in a table.
    pattern:
      /(?<=(?:AKIA|ASIA)[A-Z0-9]{16}["']?[\s,;:|]{1,8}["']?)(?<secret>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/g,
  },
  {
    ...AWS_KEY,
    kind: 'AWS session token',
    one: 'AWS session token',
    many: 'AWS session tokens',
    pattern: new RegExp(`(?:session_?-?|security-)token${GIVEN}(?<secret>[A-Za-z0-9/+=_%-]{60,})`, 'gi'),
  },
  {
    kind: 'AWS session token',
    one: 'AWS session token',
    many: 'AWS session tokens',
    pattern: /(?<![A-Za-z0-9/+])(?:IQoJb3JpZ2lu|FwoGZXIvYXdz)[A-Za-z0-9/+=]{60,}/g,
  },
  { ...AWS_KEY, pattern: /(?<![A-Za-z0-9])ABSK[A-Za-z0-9+/]{60,}={0,2}/g },
  { ...AWS_KEY, pattern: /(?<![A-Za-z0-9-])bedrock-api-key-[A-Za-z0-9+/=_-]{40,}/g },
  {
    kind: 'AWS account',
    one: 'AWS account',
    many: 'AWS accounts',
    pattern: /(?<![A-Za-z0-9-])arn:aws[a-z-]{0,12}:[a-z0-9-]{1,30}:[a-z0-9-]{0,30}:(?<secret>\d{12})(?!\d)/g,
  },
  {
    kind: 'AWS user',
    one: 'AWS user',
    many: 'AWS users',
    pattern:
      /(?<![A-Za-z0-9-])arn:aws[a-z-]{0,12}:(?:iam|sts)::\d{12}:(?:user|assumed-role|federated-user)\/(?<secret>[\w+=,.@/-]{0,255}[\w+=@/-])/g,
  },
  {
    ...TOKEN,
    pattern: /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]+)?/g,
  },
  {
    ...TOKEN,
    pattern: /\bbearer\s{1,3}(?<secret>[A-Za-z0-9._~+/=-]{16,})/gi,
    isOne: hasDigit,
  },
  {
    ...TOKEN,
    pattern: new RegExp(
      String.raw`\bauthorization${GIVEN}(?:basic|token|digest|aws4-hmac-sha256|negotiate)\s{1,3}(?<secret>[^\r\n"'\\]{8,})`,
      'gi',
    ),
  },
  { ...API_KEY, pattern: /(?<![A-Za-z0-9_])gh[pousr]_[A-Za-z0-9]{36,255}(?![A-Za-z0-9])/g },
  { ...API_KEY, pattern: /(?<![A-Za-z0-9_])github_pat_[A-Za-z0-9_]{22,255}/g },
  {
    ...API_KEY,
    pattern: /(?<![A-Za-z0-9_-])gl(?:pat|dt|rt|ptt|cbt|soat|ft|imt|agent|oas)-[A-Za-z0-9_.-]{20,}/g,
    isOne: hasDigit,
  },
  { ...API_KEY, pattern: /(?<![A-Za-z0-9_-])xox[abeoprs](?:\.xox[bp])?-[A-Za-z0-9-]{10,}/g, isOne: hasDigit },
  { ...API_KEY, pattern: /(?<![A-Za-z0-9_-])xapp-\d-[A-Za-z0-9-]{10,}/g },
  {
    ...API_KEY,
    pattern: /hooks\.slack\.com\/(?:services|workflows|triggers)\/(?<secret>[A-Za-z0-9/]{20,})/g,
  },
  { ...API_KEY, pattern: /(?<![A-Za-z0-9_])(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,}/g },
  { ...API_KEY, pattern: /(?<![A-Za-z0-9_])whsec_[A-Za-z0-9+/=]{24,}/g },
  { ...API_KEY, pattern: /(?<![A-Za-z0-9_-])AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])/g },
  { ...API_KEY, pattern: /(?<![A-Za-z0-9_-])GOCSPX-[A-Za-z0-9_-]{20,}/g },
  { ...API_KEY, pattern: /(?<![A-Za-z0-9_-])ya29\.[A-Za-z0-9_-]{20,}/g },
  { ...API_KEY, pattern: /(?<![A-Za-z0-9_-])sk-(?:ant|or)-[A-Za-z0-9_-]{20,}/g, isOne: hasDigit },
  // Names in code and in style sheets begin with sk-, too, but mix no digits with capitals.
  {
    ...API_KEY,
    pattern: /(?<![A-Za-z0-9_-])sk-(?:proj-|svcacct-|admin-)?[A-Za-z0-9_-]{20,}/g,
    isOne: found => hasDigit(found) && /[A-Z]/.test(found),
  },
  { ...API_KEY, pattern: /(?<![A-Za-z0-9_])hf_[A-Za-z0-9]{30,}(?![A-Za-z0-9])/g },
  { ...API_KEY, pattern: /(?<![A-Za-z0-9_])npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])/g },
  { ...API_KEY, pattern: /(?<![A-Za-z0-9_-])pypi-[A-Za-z0-9_-]{50,}/g },
  {
    ...PASSWORD,
    // The last @ before the path ends the password.
    pattern:
      /(?<![A-Za-z0-9+.-])[a-z][a-z0-9+.-]{1,30}:\/\/[^\s:/@"'<>]{0,64}:(?<secret>[^\s/"'<>]{1,128})@(?=[\w[])/gi,
    isOne: isSaid,
  },
  // As ADO and JDBC write it: between other settings.
  { ...PASSWORD, pattern: /[;?&]\s?(?:password|pwd)=(?<secret>[^;&\s"'<>]{1,128})/gi, isOne: isSaid },
  // By the name that stands before it, as in files of settings.
  {
    ...API_KEY,
    pattern: new RegExp(
      String.raw`(?:api|access|auth|client)[_-]?(?:key|secret|token)${GIVEN}(?<secret>[^\s"'\\,;]{12,128})`,
      'gi',
    ),
    isOne: found => hasDigit(found) && isSaid(found),
    yields: true,
  },
  {
    ...PASSWORD,
    pattern: new RegExp(String.raw`pass(?:word|wd)${GIVEN}(?<secret>[^\s"'\\,;&<>]{6,128})`, 'gi'),
    isOne: found =>
      isSaid(found) &&
      !/^(?:[\w.]+[([]|(?:required|optional|string|secret|hashed|hidden|null|none|undefined|false|true)\b)/i.test(
        found,
      ),
    yields: true,
  },
  {
    kind: 'e-mail',
    one: 'e-mail address',
    many: 'e-mail addresses',
    yields: true,
    // git@ is nobody, and a call or an index behind it is the product of two matrices.
    pattern:
      /(?<![\p{L}\p{N}._%+-])(?!git@)[\p{L}\p{N}_%+][\p{L}\p{N}._%+-]{0,63}@(?:[\p{L}\p{N}][\p{L}\p{N}-]{0,62}\.){1,8}\p{L}{2,24}(?![\p{L}\p{N}_([-])/gu,
  },
  {
    kind: 'card number',
    one: 'card number',
    many: 'card numbers',
    // In groups as on a card: a bare number of sixteen digits may be the answer to a question.
    pattern:
      /(?<![\d.,-] ?)(?:(?:4\d|5[1-5]|2[2-7]|6[05])\d{2}(?<gap>[ -])\d{4}\k<gap>\d{4}\k<gap>\d{4}|3[47]\d{2}(?<space>[ -])\d{6}\k<space>\d{5})(?!\d|[ -]\d{4}|[.,]\d)/g,
    isOne: isLuhn,
  },
  {
    ...HOME,
    pattern:
      /(?<![\p{L}\p{N}_.~-])\/(?:home|Users)\/(?!Shared\b|runner\b)(?<secret>[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]{0,62}[\p{L}\p{N}_])?)/gu,
  },
  {
    ...HOME,
    pattern:
      /(?<![\p{L}\p{N}_])[A-Za-z]:(?:\\{1,4}|\/)Users(?:\\{1,4}|\/)(?!Public\b|Default\b)(?<secret>[^\s\\/:*?"<>|]{1,64}(?: [^\s\\/:*?"<>|]{1,64}){0,3}(?=[\\/])|[^\s\\/:*?"<>|,;)]{1,64})/gu,
  },
];

function hasDigit(found: string): boolean {
  return /\d/.test(found);
}

/** Not a word for a password, as documentation has it: `<password>`, `${PASSWORD}`, `***`. */
function isSaid(found: string): boolean {
  return !/^(?:\*+|x+|\$\{?\w+\}?|\{+\w*\}+|%\w+%|\[.*\]|\.+|pass(?:word)?|pwd)$/i.test(found);
}

/** The check digit of card numbers (ISO/IEC 7812-1). */
function isLuhn(found: string): boolean {
  const digits = [...found].filter(character => /\d/.test(character)).reverse();
  const total = digits.reduce((sum, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return sum + (value > 9 ? value - 9 : value);
  }, 0);
  return total % 10 === 0;
}
