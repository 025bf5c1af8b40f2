import * as vscode from 'vscode';
import type { Logger } from '../../../core/logger.js';
import type { PageViewMessage } from '../../protocol/page.js';
import type { MessageHandlers } from '../connection/messageHandlers.js';
import { openLink } from './openLink.js';

/** Does what the page cannot do for itself. @param onUse is called whenever the page is used, after another one was */
export function pageHandlers(logger: Logger, onUse: () => void): MessageHandlers<PageViewMessage> {
  return {
    'open-link': ({ url }) => openLink(url, logger),
    used: onUse,
    copy: async ({ text }) => vscode.env.clipboard.writeText(text),
    'prompt-save': async ({ text }) => {
      await vscode.commands.executeCommand('scout.savePrompt', text);
    },
    'view-error': ({ message, stack }) =>
      logger.error(`The chat view failed: ${message.slice(0, 500)}\n${stack.slice(0, 4_000)}`),
  };
}
