import * as vscode from 'vscode';
import type { Logger } from '../../../core/logger.js';
import type { PageViewMessage } from '../../protocol/page.js';
import type { MessageHandlers } from '../connection/messageHandlers.js';
import { openLink } from './openLink.js';

/** Does what the page cannot do for itself. @param onFocus is called whenever the cursor has come into the page */
export function pageHandlers(logger: Logger, onFocus: () => void): MessageHandlers<PageViewMessage> {
  return {
    'open-link': ({ url }) => openLink(url, logger),
    focused: onFocus,
    copy: async ({ text }) => vscode.env.clipboard.writeText(text),
    'view-error': ({ message, stack }) =>
      logger.error(`The chat view failed: ${message.slice(0, 500)}\n${stack.slice(0, 4_000)}`),
  };
}
