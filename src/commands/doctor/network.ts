/** What stands between this machine and Bedrock: proxies and certificates, by the variables that name them. */
import { accessSync, constants, existsSync } from 'node:fs';
import type { Environment } from '../../bedrock/credentials.ts';
import { type Finding, note, ok, problem } from './finding.ts';
import { shownUrl } from './private.ts';

export function networkFindings(env: Environment): Finding[] {
  return [endpointFinding(env), proxyFinding(env), ...certificateFindings(env)];
}

const ENDPOINTS = ['AWS_ENDPOINT_URL_BEDROCK_RUNTIME', 'AWS_ENDPOINT_URL_BEDROCK', 'AWS_ENDPOINT_URL'];

function endpointFinding(env: Environment): Finding {
  const set = ENDPOINTS.filter(name => env[name]);
  if (set.length === 0) return ok('endpoint', "Bedrock's own: no variable names another one");
  const says = set.map(name => `${name} leads to ${shownUrl(env[name] ?? '')}`).join('; ');
  if (env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS === 'true') {
    return note('endpoint', `${says}; AWS_IGNORE_CONFIGURED_ENDPOINT_URLS makes it not count`);
  }
  return note('endpoint', says, 'Unset it if calls should go to Bedrock itself.');
}

const PROXIES = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy'];

/** The SDK opens its connections itself, and knows no proxy. */
function proxyFinding(env: Environment): Finding {
  const set = PROXIES.filter(name => env[name]);
  if (set.length === 0) return ok('proxy', 'no variable names one', { named: false });
  return note(
    'proxy',
    `${set.map(name => `${name} names ${shownUrl(env[name] ?? '')}`).join('; ')}, and calls to Bedrock do not go through it`,
    'Where nothing gets out without it, use --endpoint with the address of a gateway or of a VPC endpoint.',
    { named: true },
  );
}

function certificateFindings(env: Environment): Finding[] {
  const extra = env.NODE_EXTRA_CA_CERTS;
  return [
    ...(extra ? [extraFinding(extra)] : []),
    ...(env.AWS_CA_BUNDLE
      ? [
          note(
            'AWS_CA_BUNDLE',
            'is set, and the SDK for Node does not look at it',
            'Name the same file in NODE_EXTRA_CA_CERTS.',
          ),
        ]
      : []),
    ...(env.SSL_CERT_FILE || env.SSL_CERT_DIR
      ? [note('SSL_CERT_FILE', 'Node looks at it (and at SSL_CERT_DIR) only with --use-openssl-ca')]
      : []),
    ...(env.NODE_TLS_REJECT_UNAUTHORIZED === '0'
      ? [
          problem(
            'NODE_TLS_REJECT_UNAUTHORIZED',
            'is 0: nobody checks who answers, and credentials may go to anybody',
            'Unset it, and name the certificate of your proxy in NODE_EXTRA_CA_CERTS.',
          ),
        ]
      : []),
    ...(extra || env.NODE_TLS_REJECT_UNAUTHORIZED === '0' ? [] : [ok('certificates', "Node's own")]),
  ];
}

function extraFinding(file: string): Finding {
  try {
    accessSync(file, constants.R_OK);
    return ok('NODE_EXTRA_CA_CERTS', `${file} is there and can be read`);
  } catch {
    return problem(
      'NODE_EXTRA_CA_CERTS',
      `${file} ${existsSync(file) ? 'cannot be read' : 'is not there'}, so Node goes without it`,
      'Name a file with certificates (PEM).',
    );
  }
}
