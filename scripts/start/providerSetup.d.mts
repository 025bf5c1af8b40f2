export interface ProviderSetup {
  readonly list: readonly { readonly id: string; readonly name: string; readonly simulated: boolean }[];
  readonly settings: {
    readonly 'scout.endpoints'?: readonly { readonly id: string; readonly name: string; readonly baseUrl: string }[];
  };
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export function setUpProviders(options: {
  readonly simulatorUrl: string;
  readonly useKeys: boolean;
  readonly withAdded?: boolean;
}): ProviderSetup;
