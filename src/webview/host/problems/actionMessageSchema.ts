import * as v from 'valibot';
import { id } from '../connection/schemaParts.js';

const action = v.picklist([
  'set-key',
  'retry',
  'continue',
  'choose-model',
  'choose-provider',
  'choose-effort',
  'choose-parameters',
  'open-settings',
  'open-background-settings',
  'open-privacy-settings',
  'open-workspace-settings',
  'confirm-address',
  'connect-provider',
  'connect-local-server',
  'connect-vscode-models',
  'open-walkthrough',
  'open-log',
  'new-chat',
  'remove-attachments',
  'undo-title',
  'reload-window',
  'dismiss-notice',
  'dismiss-problem',
  'show-unsaved',
]);

/** What the view sends about the buttons beside problems and notices. */
export const actionMessageSchema = v.variant('type', [
  v.strictObject({ type: v.literal('action'), action, messageId: v.nullable(id) }),
]);
