/** The services that hand out AWS credentials (container, instance, STS, SSO), on the loopback. For tests only. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HandedOut {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** An ISO moment. */
  readonly expiration: string;
}

export interface CredentialServices {
  readonly url: string;
  /** Paths, in the order in which they came. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** `hang`: takes every request, and never answers. */
export async function startCredentialServices(
  given: HandedOut,
  { hang = false }: { readonly hang?: boolean } = {},
): Promise<CredentialServices> {
  const requests: string[] = [];
  const server = http.createServer((request, response) => {
    const path = request.url ?? '';
    requests.push(path);
    if (hang) return;
    request.resume().on('end', () => {
      const [type, body] = answerTo(path, given);
      response.writeHead(200, { 'content-type': type, 'x-aws-ec2-metadata-token-ttl-seconds': '21600' });
      response.end(body);
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const METADATA = '/latest/meta-data/iam/security-credentials/';

function answerTo(path: string, given: HandedOut): [type: string, body: string] {
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = given;
  const asJson = {
    Code: 'Success',
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    Token: sessionToken,
    Expiration: expiration,
  };
  if (path === '/latest/api/token') return ['text/plain', 'metadata-token'];
  if (path === METADATA) return ['text/plain', 'instance-role'];
  if (path.startsWith(METADATA) || path === '/container') return ['application/json', JSON.stringify(asJson)];
  if (path.startsWith('/federation/credentials')) {
    const roleCredentials = {
      accessKeyId,
      secretAccessKey,
      sessionToken,
      expiration: Date.parse(expiration),
    };
    return ['application/json', JSON.stringify({ roleCredentials })];
  }
  return ['text/xml', stsAnswer(given)];
}

/** Also for AssumeRole: the SDK looks for the result by the name of what it asked. */
function stsAnswer({ accessKeyId, secretAccessKey, sessionToken, expiration }: HandedOut): string {
  const credentials = `<Credentials><AccessKeyId>${accessKeyId}</AccessKeyId><SecretAccessKey>${secretAccessKey}</SecretAccessKey><SessionToken>${sessionToken}</SessionToken><Expiration>${expiration}</Expiration></Credentials>`;
  return ['AssumeRoleWithWebIdentity', 'AssumeRole']
    .map(name => `<${name}Result>${credentials}</${name}Result>`)
    .reduce((inner, one) => inner + one, '<Response>')
    .concat('</Response>');
}
