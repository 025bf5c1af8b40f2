import type { ArchiveFormat } from '../importedConversation.js';
import { chatGpt } from './chatGpt.js';
import { claude } from './claude.js';
import { continueSessions } from './continueSessions.js';
import { libreChat } from './libreChat.js';
import { openWebUi } from './openWebUi.js';
import { vsCodeChat } from './vsCodeChat.js';

/** The programs whose lists of chats are read, in the order in which they are asked whether a record is theirs. */
export const formats: readonly ArchiveFormat[] = [chatGpt, claude, openWebUi, libreChat, continueSessions, vsCodeChat];
