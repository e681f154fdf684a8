/** That the doctor shows no secret: each is planted where it belongs, and looked for, piece by piece, in all that is printed. */
import { createHash } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { startControlPlane } from '../bedrock/testing/local-control-plane.ts';
import { startCredentialServices } from '../bedrock/testing/local-credentials.ts';
import { runMain } from './testing/in-process.ts';

/** Nothing of them is a word, so that no part of one is found by chance. */
const SECRETS = {
  keyId: 'AKIAQ7ZXW9KJ3VB2HM5T',
  secretKey: 'wJ4xQz+8Kv/Pn2Ty6Rb0Lc3Df5Gh7Ms9Uw1Xe4Za',
  session: 'IQoJb3JpZ2luX2Vj7Xq9Zk2Wv4Jm6Tp8Rn0Bs3Hd5Lf1Gy7Cx9Vz2Qw4Kj6Nm8Xt0Pb3',
  bearer: 'ABSKq8Zx2Wv9Kj4Tn7Xp3Rm6Bz1Hy5Lc0Gd8Fs2Vw9Qk4Jt7Zx',
  container: 'Basic9Xq2Zk7Wv4Jm6Tp8Rn',
  webToken: 'eyJhbGq9Zx.eyJzdWq7Kv3Wz.8Xn4Tp6Jm2Rb9Lc',
  ssoToken: 'aoaAAq5Zx8Wv2Kj7Tn4Xp9Rm3Bz6Hy',
  proxyPassword: 'p7Qz9Xk3Wv5',
  urlPassword: 'u4Zx8Qv2Kj6',
  urlQuery: 'k9Wz3Xq7Jv1',
  command: 'c6Kv2Zq8Xj4Wn',
  keyInSettings: 'sk-ant-q3Zx7Kv9Wj2Xn5Tp8Rm1Bz4',
  misplacedRegion: 'r8Xq4Zk6Wv2Jn',
  misplacedProfile: 'AKIAZX8QK4WV6J2NT9PB',
  account: '904718263551',
} as const;

const GIVEN = {
  accessKeyId: SECRETS.keyId,
  secretAccessKey: SECRETS.secretKey,
  sessionToken: SECRETS.session,
  expiration: '2031-05-06T07:08:09.000Z',
};

const KEYS = {
  AWS_ACCESS_KEY_ID: SECRETS.keyId,
  AWS_SECRET_ACCESS_KEY: SECRETS.secretKey,
  AWS_SESSION_TOKEN: SECRETS.session,
};
const ARN = `arn:aws:iam::${SECRETS.account}:role/reader`;
const keyLines = `aws_access_key_id = ${SECRETS.keyId}\naws_secret_access_key = ${SECRETS.secretKey}\naws_session_token = ${SECRETS.session}\n`;
const processLines = `credential_process = sh -c 'echo ${SECRETS.command} >&2; exit 3' --token ${SECRETS.command}\n`;
const ssoLines = `sso_session = ${SECRETS.account}\nsso_account_id = ${SECRETS.account}\nsso_role_name = reader\n[sso-session ${SECRETS.account}]\nsso_region = eu-west-1\nsso_start_url = https://example.org/${SECRETS.urlQuery}\n`;
const ssoCache = `.aws/sso/cache/${createHash('sha1').update(SECRETS.account).digest('hex')}.json`;
const settings = JSON.stringify({
  keys: { [SECRETS.keyInSettings]: SECRETS.keyInSettings },
  look: { theme: SECRETS.keyInSettings },
  prompts: { [SECRETS.keyInSettings]: 7 },
});
const PROXY = `http://somebody:${SECRETS.proxyPassword}@proxy.example.org:3128/${SECRETS.urlQuery}?k=${SECRETS.urlQuery}`;

type Files = Readonly<Record<string, string>>;
interface Machine {
  readonly files?: Files;
  readonly env?: Readonly<Record<string, string>>;
  readonly argv?: readonly string[];
  /** Of what must stand in the output, so that the secret was really there to be told. */
  readonly sees: RegExp;
}

/** `credentials` and `bedrock` are services on the loopback. */
function machines(credentials: string, bedrock: string): Record<string, Machine> {
  const lists = { AWS_ENDPOINT_URL_BEDROCK: bedrock, AWS_REGION: 'eu-west-1' };
  const config = (lines: string): Files => ({ '.aws/config': `[default]\nregion = eu-west-1\n${lines}` });
  const withUser = bedrock.replace('//', `//somebody:${SECRETS.urlPassword}@`);
  return {
    'keys in the environment': { env: { ...KEYS, ...lists }, sees: /from the keys in the environment/ },
    'an API key': { env: { ...lists, AWS_BEARER_TOKEN_BEDROCK: SECRETS.bearer }, sees: /from the API key/ },
    'keys of a profile': { files: config(keyLines), env: lists, sees: /from keys of the profile/ },
    'a profile called after an account': {
      files: { '.aws/config': `[profile Admin-${SECRETS.account}]\n${keyLines}` },
      env: { ...lists, AWS_PROFILE: `Admin-${SECRETS.account}` },
      sees: /Admin-\[AWS account\]/,
    },
    'a profile that is not there': {
      env: { ...lists, AWS_PROFILE: SECRETS.misplacedProfile },
      sees: /AWS_PROFILE names/,
    },
    'a command that fails': { files: config(processLines), env: lists, sees: /problem +credentials/ },
    'an SSO session': {
      files: {
        ...config(ssoLines),
        [ssoCache]: JSON.stringify({ accessToken: SECRETS.ssoToken, expiresAt: '2031-01-01T00:00:00Z' }),
      },
      env: { ...lists, AWS_ENDPOINT_URL_SSO: credentials },
      sees: /from an SSO session/,
    },
    'an SSO session that has expired': {
      files: {
        ...config(ssoLines),
        [ssoCache]: JSON.stringify({ accessToken: SECRETS.ssoToken, expiresAt: '2021-01-01T00:00:00Z' }),
      },
      env: lists,
      sees: /SSO session.*has expired/,
    },
    'a role that cannot be taken': {
      files: config(`role_arn = ${ARN}\nsource_profile = keys\n[profile keys]\n${keyLines}`),
      env: { ...lists, AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:9' },
      sees: /problem +credentials/,
    },
    'a web identity without its file': {
      env: { ...lists, AWS_WEB_IDENTITY_TOKEN_FILE: '/nowhere/token', AWS_ROLE_ARN: ARN },
      sees: /a web identity in AWS_WEB_IDENTITY_TOKEN_FILE/,
    },
    'a web identity that is not accepted': {
      files: { 'web-token': SECRETS.webToken },
      env: {
        ...lists,
        AWS_WEB_IDENTITY_TOKEN_FILE: '~/web-token',
        AWS_ROLE_ARN: ARN,
        AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:9',
      },
      sees: /problem +credentials/,
    },
    'a container': {
      env: {
        ...lists,
        AWS_CONTAINER_CREDENTIALS_FULL_URI: `${credentials}/container`,
        AWS_CONTAINER_AUTHORIZATION_TOKEN: SECRETS.container,
      },
      sees: /from the credentials of the container/,
    },
    'a container at an address that is none': {
      env: {
        ...lists,
        AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://somebody:${SECRETS.urlPassword}@example.org/${SECRETS.urlQuery}`,
        AWS_CONTAINER_AUTHORIZATION_TOKEN: SECRETS.container,
      },
      sees: /a container's credentials at/,
    },
    'proxies and endpoints with passwords': {
      env: {
        ...KEYS,
        AWS_REGION: 'eu-west-1',
        HTTPS_PROXY: PROXY,
        http_proxy: PROXY,
        AWS_ENDPOINT_URL: `${withUser}/${SECRETS.urlQuery}?k=${SECRETS.urlQuery}`,
      },
      sees: /HTTPS_PROXY names http:\/\/proxy\.example\.org:3128/,
    },
    'an endpoint that nobody listens at': {
      argv: ['--endpoint', `http://somebody:${SECRETS.urlPassword}@127.0.0.1:9/${SECRETS.urlQuery}`],
      sees: /127\.0\.0\.1:9 refused the connection/,
    },
    'an endpoint that is no URL': {
      env: { ...KEYS, AWS_REGION: 'eu-west-1', AWS_ENDPOINT_URL: SECRETS.urlPassword },
      sees: /AWS_ENDPOINT_URL is no URL/,
    },
    'a secret in the wrong variable': {
      env: { ...KEYS, AWS_REGION: SECRETS.misplacedRegion },
      sees: /AWS_REGION gives is not the name/,
    },
    'settings with secrets in them': {
      files: { 'config/reflectoscope/config.json': settings },
      sees: /settings file/,
    },
    'settings that are broken': {
      files: { 'config/reflectoscope/config.json': `{"a": "${SECRETS.keyInSettings}"` },
      sees: /was not valid JSON/,
    },
  };
}

async function services() {
  const credentials = await startCredentialServices(GIVEN);
  const bedrock = await startControlPlane({ models: [{ modelId: 'a.model' }] });
  onTestFinished(async () => {
    await credentials.close();
    await bedrock.close();
  });
  return machines(credentials.url, bedrock.url);
}

/** Beginnings that are no secret: they tell the kind. */
const KINDS = /^(?:AKIA|ABSK|IQoJb3JpZ2lu|sk-ant-|eyJ|Basic)/;

/** Every piece of a secret that is long enough to be of use. */
function piecesOf(secret: string): string[] {
  const bare = secret.replace(KINDS, '');
  return Array.from({ length: bare.length - 5 }, (_, start) => bare.slice(start, start + 6));
}

/** The names of the secrets of which a piece stands in a text. */
function leaked(text: string): string[] {
  return Object.entries(SECRETS).flatMap(([name, secret]) =>
    piecesOf(secret).some(piece => text.includes(piece)) ? [name] : [],
  );
}

test.each(Object.keys(machines('', '')))(
  'nothing of a secret is printed: %s',
  async name => {
    const machine = (await services())[name];
    if (!machine) throw new Error(name);
    for (const format of [[], ['--json']]) {
      const { stdout, stderr } = await runMain(
        ['doctor', ...(machine.argv ?? []), ...format],
        machine.env,
        machine.files,
      );
      expect(leaked(stdout + stderr)).toEqual([]);
      if (format.length === 0) expect(stdout + stderr).toMatch(machine.sees);
    }
  },
  30_000,
);

test('a piece of a secret would be found', () => {
  expect(leaked(`... ${SECRETS.secretKey.slice(3, 12)} ...`)).toEqual(['secretKey']);
  expect(leaked(`the account ${SECRETS.account}`)).toEqual(['account']);
});
