/** Whether Bedrock, or the endpoint in its place, answers: one list call, with a limit. */
import { askBedrock, type BedrockAnswer } from '../../bedrock/ask-bedrock.ts';
import type { Environment } from '../../bedrock/credentials.ts';
import type { FoundCredentials } from '../../bedrock/credentials-found.ts';
import type { Milliseconds } from '../../run/price.ts';
import { controlEndpoint } from '../endpoints.ts';
import { CommandError, EXIT } from '../exit-codes.ts';
import { regionName } from './credentials.ts';
import { type Finding, note, ok, problem } from './finding.ts';
import { shownUrl } from './private.ts';

export interface BedrockQuestion {
  readonly env: Environment;
  readonly found: FoundCredentials;
  readonly profile?: string | undefined;
  /** Where calls would go instead of Bedrock. */
  readonly endpoint?: string | undefined;
  readonly offline: boolean;
  readonly limitMs: Milliseconds;
}

export async function bedrockFindings(question: BedrockQuestion): Promise<Finding[]> {
  const { env, found, profile, endpoint, offline, limitMs } = question;
  if (offline) return [note('Bedrock', 'not asked, since it is offline')];
  const region = regionName(found.region);
  const why = whyNot(found, endpoint !== undefined);
  if (why !== undefined) return [note('Bedrock', `not asked: ${why}`)];
  const lists = listsAt(env, endpoint);
  if (typeof lists === 'object') return [lists.finding];
  const place = lists === undefined ? `Bedrock in ${region}` : shownUrl(lists);
  const answer = await askBedrock(
    {
      // A request must be signed for some region, also where the endpoint is in none.
      region: region ?? 'us-east-1',
      profile,
      anonymous: found.taken.kind !== 'found',
      endpoint: lists,
    },
    limitMs,
  );
  return [answerFinding(answer, place, lists === undefined ? undefined : shownUrl(lists))];
}

function whyNot({ taken, region }: FoundCredentials, isElsewhere: boolean): string | undefined {
  if (region.kind === 'odd') return 'the region is not one';
  if (isElsewhere) return undefined;
  if (taken.kind !== 'found') return 'there are no credentials that work';
  return region.kind === 'none' ? 'no region is set' : undefined;
}

/** The control plane of an endpoint, where one is named; else the endpoint itself may list something. */
function listsAt(env: Environment, endpoint: string | undefined): string | undefined | { finding: Finding } {
  try {
    return controlEndpoint(env) ?? endpoint;
  } catch (thrown) {
    if (!(thrown instanceof CommandError)) throw thrown;
    return { finding: badEndpoint('AWS_ENDPOINT_URL_BEDROCK or AWS_ENDPOINT_URL') };
  }
}

/** What stands there is not shown: it may be anything. */
export function badEndpoint(name: string): Finding {
  return problem(
    'endpoint',
    `what stands in ${name} is no URL`,
    'Give one like http://127.0.0.1:8765, or unset it.',
  );
}

function answerFinding(answer: BedrockAnswer, place: string, endpoint: string | undefined): Finding {
  switch (answer.kind) {
    case 'listed': {
      const { models, tookMs } = answer;
      const says = `${place} answers in ${tookMs} ms and lists ${models === 1 ? 'one model' : `${models} models`}`;
      return ok('Bedrock', says, { answers: true, tookMs, models });
    }
    case 'refused': {
      const { tookMs, status } = answer;
      const facts = { answers: true, tookMs, status };
      if (endpoint !== undefined) {
        return note(
          'Bedrock',
          `${place} answers in ${tookMs} ms and lists no models, which it need not`,
          undefined,
          facts,
        );
      }
      return note(
        'Bedrock',
        `${place} answers in ${tookMs} ms; this account may not list its models, which calls do not need`,
        'With bedrock:ListFoundationModels the picker marks what is not in your region.',
        facts,
      );
    }
    case 'silent': {
      const { name, message, remedy = 'Check the network, the region and the endpoint.' } = answer.error;
      const code = answer.isSetup ? EXIT.configuration : EXIT.failed;
      return problem('Bedrock', saidOf(message, endpoint), remedy, {
        code,
        facts: { answers: false, error: name },
      });
    }
  }
}

/** The sentence knows the whole endpoint. */
function saidOf(message: string, endpoint: string | undefined): string {
  return endpoint === undefined ? message : message.replaceAll(/https?:\/\/\S*[^\s.,;:]/g, endpoint);
}
