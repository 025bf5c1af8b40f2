/** The layers of docs/ARCHITECTURE.md, for the linter and for the test that no permission is left over. */

const storagePorts = 'src/storage/api';
const providerPort = 'src/providers/provider.ts';
const endpointPort = 'src/providers/endpoint.ts';

/** Where the editor is known: `vscode` may be imported here and nowhere else. */
export const editorPlaces = ['src/app', 'src/extension.ts', 'src/vscode', 'src/webview/host'];

/**
 * What each layer may import besides itself: whole folders and single files. What is not named is refused. Inside
 * `storage` and `webview` the halves are layers of their own: the host, the worker or the view, and what they agree on.
 */
export const layers = {
  'src/core': [],
  'src/diagnostics': ['src/core'],
  'src/presentation': [storagePorts],
  'src/models': ['src/core', providerPort, endpointPort, storagePorts],
  'src/attachments': ['src/core'],
  'src/apply': [],
  'src/privacy': ['src/core'],
  'src/prompts': ['src/core'],
  'src/profile': ['src/core', 'src/attachments', storagePorts],
  'src/jobs': ['src/core', 'src/models', providerPort, storagePorts],
  'src/chat': ['src/core', 'src/models', 'src/attachments', 'src/privacy', providerPort, storagePorts],
  'src/archives': ['src/core', storagePorts],
  'src/providers': ['src/core'],
  'src/storage/api': ['src/core'],
  'src/storage/protocol': [storagePorts],
  'src/storage/host': ['src/core', storagePorts, 'src/storage/protocol'],
  'src/storage/worker': ['src/core', storagePorts, 'src/storage/protocol'],
  'src/vscode': [
    'src/core',
    'src/presentation',
    'src/diagnostics',
    'src/chat',
    'src/jobs',
    'src/archives',
    'src/models',
    'src/attachments',
    'src/apply',
    'src/privacy',
    'src/prompts',
    providerPort,
    endpointPort,
    'src/providers/endpoints.ts',
    'src/providers/presets.ts',
    'src/providers/providerManager.ts',
    'src/providers/leaseStream.ts',
    'src/providers/adapter/answer/checkedEvents.ts',
    'src/providers/adapter/request/dialectRules.ts',
    'src/providers/adapter/request/sendableRequest.ts',
    'src/providers/adapter/answer/thinkTags.ts',
    'src/providers/adapter/unknownEventLog.ts',
    'src/providers/adapter/withoutPrompt.ts',
    storagePorts,
    'src/storage/host/storage.ts',
  ],
  'src/webview/protocol': [],
  'src/webview/host': [
    'src/core',
    'src/presentation',
    'src/chat',
    'src/models',
    'src/profile',
    'src/attachments',
    'src/privacy',
    'src/prompts',
    storagePorts,
    'src/storage/host/storageHealth.ts',
    'src/webview/protocol',
  ],
  'src/webview/ui': ['src/webview/protocol', 'src/apply/parseBlock.ts', 'src/core/imageHeader.ts'],
};
