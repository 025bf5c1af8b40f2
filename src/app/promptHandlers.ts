import type { CommandHandlers } from './commandRegistration.js';
import type { Features } from './features.js';

type PromptCommand = 'scout.managePrompts' | 'scout.savePrompt' | 'scout.chooseInstructions';

/** The commands for prompts and instructions. */
export function promptHandlers({
  prompts,
  instructions,
}: Pick<Features, 'prompts' | 'instructions'>): Pick<CommandHandlers, PromptCommand> {
  return {
    'scout.managePrompts': async () => {
      const { managePrompts } = await import('../vscode/prompts/managePrompts.js');
      await managePrompts(await prompts.get());
    },
    'scout.savePrompt': async (text) => {
      const { savePrompt } = await import('../vscode/prompts/savePrompt.js');
      await savePrompt(await prompts.get(), text);
    },
    'scout.chooseInstructions': async () => {
      const { chooseInstructions } = await import('../vscode/instructions/chooseInstructions.js');
      await chooseInstructions(await instructions.get());
    },
  };
}
