import type { HeaderSetting } from '../../providers/endpoint.js';

/** Which of OpenAI's organizations and projects requests count for; absent: the key's own. */
export interface Account {
  readonly organization: string | undefined;
  readonly project: string | undefined;
}

/** The headers with which a request names them: https://platform.openai.com/docs/api-reference/authentication. Values are not checked. */
export function accountHeaders({
  organization,
  project,
}: Account): readonly (HeaderSetting & { readonly isSecret: false })[] {
  return [
    ...(organization === undefined
      ? []
      : [{ name: 'OpenAI-Organization', value: organization, isSecret: false } as const]),
    ...(project === undefined ? [] : [{ name: 'OpenAI-Project', value: project, isSecret: false } as const]),
  ];
}
