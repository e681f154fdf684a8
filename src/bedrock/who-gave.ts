/** Which link of the SDK's chain gave credentials, from the marks that it puts on them. Pure. */

/**
 * The names of the marks (`@aws-sdk/core`, `setCredentialFeature`, read with 3.1163). The first that is
 * there speaks: what was assumed in the end says more than what it began with.
 */
const GIVERS: readonly (readonly [mark: string, words: string])[] = [
  ['CREDENTIALS_ENV_VARS_STS_WEB_ID_TOKEN', 'the web identity in AWS_WEB_IDENTITY_TOKEN_FILE'],
  ['CREDENTIALS_PROFILE_STS_WEB_ID_TOKEN', 'a web identity that the profile names'],
  ['CREDENTIALS_STS_ASSUME_ROLE_WEB_ID', 'a web identity'],
  ['CREDENTIALS_STS_ASSUME_ROLE', 'a role that the profile takes on'],
  ['CREDENTIALS_PROFILE_SSO', 'an SSO session of the profile'],
  ['CREDENTIALS_PROFILE_SSO_LEGACY', 'an SSO session of the profile'],
  ['CREDENTIALS_SSO', 'an SSO session'],
  ['CREDENTIALS_SSO_LEGACY', 'an SSO session'],
  ['CREDENTIALS_PROFILE_LOGIN', 'a login of the profile (aws login)'],
  ['CREDENTIALS_LOGIN', 'a login (aws login)'],
  ['CREDENTIALS_PROFILE_PROCESS', 'the credential_process of the profile'],
  ['CREDENTIALS_PROCESS', 'a credential_process'],
  ['CREDENTIALS_HTTP', 'the credentials of the container'],
  ['CREDENTIALS_PROFILE', 'keys of the profile'],
  ['CREDENTIALS_ENV_VARS', 'the keys in the environment'],
];

/** `credentials` as the SDK resolved them; nothing but its marks is looked at. */
export function whoGave(credentials: object): string {
  const marks = (credentials as { $source?: unknown }).$source;
  const found = GIVERS.find(([mark]) => typeof marks === 'object' && marks !== null && mark in marks);
  // The metadata services of an instance, and of an older container, put no mark on them.
  return found?.[1] ?? 'the metadata service of the instance or container';
}
