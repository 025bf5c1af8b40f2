import * as vscode from 'vscode';
import { parseBlock } from '../../apply/parseBlock.js';
import { insertCode } from '../codeBlocks/insertCode.js';
import type { LastEditor } from '../codeBlocks/lastEditor.js';
import { newFile } from '../codeBlocks/newFile.js';
import { withoutLinks } from '../ui/withoutLinks.js';
import type { ChangePlan, RefusedBlock } from './changePlan.js';
import type { BlockOrigin, CodeBlock } from './codeBlock.js';
import { mergeRequest, type AskToMerge } from './mergeRequest.js';
import { refusalText } from './refusalText.js';

export interface RefusalDependencies {
  readonly lastEditor: LastEditor;
  readonly askToMerge: AskToMerge;
}

/** Says what was not applied and why, and offers what else can be done with it. */
export async function showRefusal(
  { files, refused }: ChangePlan,
  origin: BlockOrigin,
  dependencies: RefusalDependencies,
  chooseFile: (block: CodeBlock) => Promise<void>,
): Promise<void> {
  const [first] = refused;
  if (first === undefined) return;
  if (refused.length === 1 && files.length === 0 && first.reason === 'alreadyApplied') {
    const text = vscode.l10n.t('{0} has this change already. Nothing was changed.', nameOf(first));
    void vscode.window.showInformationMessage(withoutLinks(text));
    return;
  }
  const steps = stepsFor(refused, first, origin, dependencies, chooseFile);
  const answer = await vscode.window.showWarningMessage(
    withoutLinks(textOf(refused, files.length)),
    ...steps.map(({ label }) => label),
  );
  await steps.find(({ label }) => label === answer)?.run();
}

interface Step {
  readonly label: string;
  readonly run: () => Promise<void>;
}

/** What is offered of several blocks is for the first one, but for a merge, in which all are asked for. */
function stepsFor(
  refused: readonly RefusedBlock[],
  first: RefusedBlock,
  { conversationId }: BlockOrigin,
  { lastEditor, askToMerge }: RefusalDependencies,
  chooseFile: (block: CodeBlock) => Promise<void>,
): readonly Step[] {
  const { t } = vscode.l10n;
  const merge = async (): Promise<void> => {
    await askToMerge(conversationId, await Promise.all(refused.map(mergeRequest)));
  };
  const steps: Step[] = [{ label: t('Let the Model Merge It'), run: merge }];
  const { block, uri, lines } = first;
  const [line] = lines;
  if (uri !== undefined && line !== undefined)
    steps.push({ label: t('Go to Line {0}', line), run: () => showLine(uri, line) });
  if (refused.length > 1) return steps;
  // A notification has no room for more buttons.
  return [...steps, { label: t('More…'), run: () => offerMore(block, lastEditor, () => chooseFile(block)) }];
}

async function offerMore({ info, code }: CodeBlock, lastEditor: LastEditor, chooseFile: Step['run']): Promise<void> {
  const { t } = vscode.l10n;
  const { language, path } = parseBlock(info, code);
  const steps: readonly Step[] = [
    { label: t('Apply to Another File…'), run: chooseFile },
    { label: t('Insert at Cursor'), run: () => insertCode(code, language, lastEditor) },
    { label: t('New File'), run: () => newFile(code, language, path) },
    { label: t('Copy'), run: async () => vscode.env.clipboard.writeText(code) },
  ];
  const title = t('What is to become of the code?');
  await (await vscode.window.showQuickPick(steps, { title }))?.run();
}

function textOf(refused: readonly RefusedBlock[], changed: number): string {
  const { t } = vscode.l10n;
  const [first] = refused;
  if (refused.length === 1 && first !== undefined && changed === 0)
    return t('The code was not applied to {0}. {1} Nothing was changed.', nameOf(first), refusalText(first));
  const reasons = refused.map((block) => `${nameOf(block)}: ${refusalText(block)}`).join(' ');
  return changed === 0
    ? t('Nothing was applied. {0}', reasons)
    : t('Changed files: {0}. Not applied: {1} {2}', changed, refused.length, reasons);
}

function nameOf({ uri }: RefusedBlock): string {
  return uri === undefined ? vscode.l10n.t('a file') : vscode.workspace.asRelativePath(uri);
}

async function showLine(uri: vscode.Uri, line: number): Promise<void> {
  const selection = new vscode.Range(line - 1, 0, line - 1, 0);
  await vscode.window.showTextDocument(uri, { preview: false, selection });
}
