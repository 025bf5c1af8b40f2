import type { PreparedQuestion } from '../attachments/preparedQuestion.js';
import type { EditorPrompt } from '../vscode/editor/editorPrompts.js';
import type { CommandHandlers } from './commandRegistration.js';
import type { Features } from './features.js';

type EditorCommand =
  'scout.explain' | 'scout.fix' | 'scout.improve' | 'scout.document' | 'scout.writeTests' | 'scout.fixProblem';

/** The commands that ask about what the editor shows. */
export function editorCommands({ chat }: Pick<Features, 'chat'>): Pick<CommandHandlers, EditorCommand> {
  const dependencies = async () => {
    const { attachments, views } = await chat.get();
    return { prompts: attachments.prompts, ask: (question: PreparedQuestion) => views.showBeside().ask(question) };
  };
  const run = (name: EditorPrompt) => async (): Promise<void> => {
    const { runEditorPrompt } = await import('../vscode/editor/editorPrompts.js');
    await runEditorPrompt(name, await dependencies());
  };
  return {
    'scout.explain': run('explain'),
    'scout.fix': run('fix'),
    'scout.improve': run('improve'),
    'scout.document': run('doc'),
    'scout.writeTests': run('tests'),
    'scout.fixProblem': async (uri, range) => {
      const { fixProblem } = await import('../vscode/editor/fixProblem.js');
      await fixProblem(uri, range, await dependencies());
    },
  };
}
