import type { ActiveSelection } from '../models/activeSelection.js';
import type { ModelCatalogue } from '../models/modelCatalogue.js';
import type { PromptSource } from '../prompts/promptSource.js';
import { configuredEndpoints } from '../vscode/configuration/configuredEndpoints.js';
import type { ContextOfWindow } from '../vscode/context/createAttachmentSource.js';
import { canBeAsked } from '../vscode/models/chooseProvider.js';
import type { Connections } from '../vscode/models/connections.js';
import { EditorPromptSource } from '../vscode/prompts/editorPromptSource.js';
import type { PromptIndex } from '../vscode/prompts/promptIndex.js';

export interface PromptSourceDependencies {
  readonly index: PromptIndex;
  readonly context: Pick<ContextOfWindow, 'source' | 'editor'>;
  readonly catalogue: Pick<ModelCatalogue, 'known'>;
  readonly connections: Connections;
  readonly active: Pick<ActiveSelection, 'selection'>;
}

/** The prompts behind `/`, with what this window knows of editors and models. */
export function createPromptSource({
  index,
  context,
  catalogue,
  connections,
  active,
}: PromptSourceDependencies): PromptSource {
  return new EditorPromptSource({
    index,
    attachments: context.source,
    editor: context.editor,
    catalogue,
    usableEndpoints: async () => {
      const endpoints = configuredEndpoints();
      const usable = await Promise.all(endpoints.map((endpoint) => canBeAsked(endpoint, connections)));
      return endpoints.filter((_, place) => usable[place]);
    },
    currentEndpoint: () => active.selection?.ref.endpoint,
  });
}
