/** The control plane of Bedrock on the loopback, as far as it lists models and profiles. For tests only. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ControlPlane {
  readonly url: string;
  /** Paths with their queries, in the order in which they came. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** By path: a body, or a status and an error. Profiles come one a page. */
export interface Lists {
  readonly models?: readonly unknown[];
  readonly profiles?: readonly { readonly type: string }[];
  /** The error of each operation that is refused. */
  readonly refused?: { readonly models?: string; readonly profiles?: string };
}

export async function startControlPlane({
  models = [],
  profiles = [],
  refused,
}: Lists): Promise<ControlPlane> {
  const requests: string[] = [];
  const server = http.createServer((request, response) => {
    requests.push(request.url ?? '');
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://local');
    const isModels = pathname === '/foundation-models';
    const error = isModels ? refused?.models : refused?.profiles;
    response.setHeader('content-type', 'application/json');
    if (error !== undefined) {
      response.writeHead(403, { 'x-amzn-errortype': error });
      response.end(JSON.stringify({ message: 'not for you' }));
      return;
    }
    if (isModels) {
      response.end(JSON.stringify({ modelSummaries: models }));
      return;
    }
    const ofType = profiles.filter(({ type }) => type === searchParams.get('type'));
    const page = Number(searchParams.get('nextToken') ?? 0);
    response.end(
      JSON.stringify({
        inferenceProfileSummaries: ofType.slice(page, page + 1),
        ...(page + 1 < ofType.length && { nextToken: String(page + 1) }),
      }),
    );
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

export function profileSummary(id: string, type: 'SYSTEM_DEFINED' | 'APPLICATION', model: string) {
  const kind = type === 'APPLICATION' ? 'application-inference-profile' : 'inference-profile';
  return {
    inferenceProfileId: id,
    inferenceProfileArn: `arn:aws:bedrock:eu-west-1:123456789012:${kind}/${id}`,
    inferenceProfileName: `Profile ${id}`,
    status: 'ACTIVE',
    type,
    models: ['eu-west-1', 'eu-north-1'].map(region => ({
      modelArn: `arn:aws:bedrock:${region}::foundation-model/${model}`,
    })),
  };
}
