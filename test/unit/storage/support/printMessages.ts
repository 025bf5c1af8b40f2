/** Prints a conversation's messages, as a process of its own sees them, as JSON. Arguments: the storage folder, the conversation. */
import { closeStorage, openStorage } from './openStorage.js';

const [folder, conversation] = process.argv.slice(2);
const opened = openStorage(folder!);
// Its thread keeps no process alive.
const alive = setInterval(() => undefined, 1_000);
process.stdout.write(JSON.stringify(await opened.storage.history.messages(conversation!)));
await closeStorage(opened);
clearInterval(alive);
