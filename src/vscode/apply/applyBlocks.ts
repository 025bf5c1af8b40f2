import * as vscode from 'vscode';
import type { FileChange } from '../../apply/change.js';
import { parseBlock } from '../../apply/parseBlock.js';
import type { LastEditor } from '../codeBlocks/lastEditor.js';
import { withoutLinks } from '../ui/withoutLinks.js';
import { newUntitledFile } from '../codeBlocks/newFile.js';
import type { AppliedChanges, AppliedFile } from './appliedChanges.js';
import { changeFiles } from './changeFiles.js';
import { ChangePlan, type PlannedFile } from './changePlan.js';
import type { BlockOrigin, CodeBlock } from './codeBlock.js';
import { confirmPlan } from './confirmPlan.js';
import { chooseTarget, findTarget, type TargetContext } from './findTarget.js';
import { reportPlan } from './reportPlan.js';
import { showRefusal, type RefusalDependencies } from './showRefusal.js';
import { changesTitle, showChanges } from './showChanges.js';

export interface ApplyDependencies extends RefusalDependencies {
  readonly lastEditor: LastEditor;
  readonly changes: AppliedChanges;
}

/**
 * Makes the changes of these blocks, one after the other, in the editor's documents, and shows what has changed. Nothing is saved. What does
 * not fit is told, and leaves its file alone.
 *
 * @param asksForFile whether the user chooses the file, whatever the block says
 */
export async function applyBlocks(
  blocks: readonly CodeBlock[],
  origin: BlockOrigin,
  dependencies: ApplyDependencies,
  asksForFile = false,
): Promise<void> {
  const plan = new ChangePlan();
  for (const block of blocks) if (!(await planBlock(plan, block, origin, dependencies.lastEditor, asksForFile))) return;
  if (plan.files.length > 0) {
    if (!(await confirmPlan(plan.files))) return;
    const applied = await appliedFiles(plan.files);
    if (applied === undefined) return tellFailure('unchanged');
    const outcome = await changeFiles(applied);
    if (outcome !== 'changed') return tellFailure(outcome);
    const group = dependencies.changes.add(await withTexts(applied), changesTitle);
    await showChanges(group);
    reportPlan(plan);
  }
  for (const { text, language } of plan.untitled) await newUntitledFile(text, language);
  const chooseFile = (block: CodeBlock) => applyBlocks([block], origin, dependencies, true);
  await showRefusal(plan, origin, dependencies, chooseFile);
}

/** @returns `false` when the user has made no choice, which ends everything */
async function planBlock(
  plan: ChangePlan,
  block: CodeBlock,
  { attachments }: BlockOrigin,
  lastEditor: LastEditor,
  asksForFile: boolean,
): Promise<boolean> {
  const { language, files, isTooLarge } = parseBlock(block.info, block.code);
  const reason = isTooLarge === true ? 'tooLarge' : 'empty';
  if (files.length === 0) plan.refused.push({ block, uri: undefined, reason, lines: [] });
  for (const change of files) {
    const activeFile = lastEditor.current?.document.uri;
    const context: TargetContext = { attachments, activeFile, fits: (uri) => plan.fits(uri, change) };
    const target = asksForFile ? await chooseTarget(context) : await findTarget(change, context);
    if (target === undefined) return false;
    if (target !== 'new') await plan.add(target, change, block);
    else if (isCode(change)) plan.untitled.push({ text: change.content.text, language });
    else plan.refused.push({ block, uri: undefined, reason: 'missingFile', lines: [] });
  }
  return true;
}

function isCode(change: FileChange): change is FileChange & { readonly content: { readonly form: 'code' } } {
  return change.content.form === 'code';
}

/** What is known of the files before they are changed; `undefined` when one of them is gone since. */
async function appliedFiles(files: readonly PlannedFile[]): Promise<readonly AppliedFile[] | undefined> {
  try {
    return await Promise.all(files.map(appliedFile));
  } catch {
    return undefined;
  }
}

async function appliedFile({ uri, newUri, before, after }: PlannedFile): Promise<AppliedFile> {
  const document = before === undefined ? undefined : await vscode.workspace.openTextDocument(uri);
  const bytes = after === undefined && before !== undefined ? await vscode.workspace.fs.readFile(uri) : undefined;
  const wasSaved = document?.isDirty === false;
  const moved = newUri === undefined ? {} : { oldUri: uri };
  const kept = bytes === undefined ? {} : { bytes };
  return { uri: newUri ?? uri, ...moved, before, after, ...kept, wasSaved };
}

/** @param outcome which files are changed all the same */
function tellFailure(outcome: 'unchanged' | readonly vscode.Uri[]): void {
  const { t } = vscode.l10n;
  const text =
    outcome === 'unchanged'
      ? t(
          'Nothing was applied: a file has changed meanwhile, or cannot be changed. Apply again to use its present text.',
        )
      : t(
          'The changes could not be applied, and these files could not be put back as they were: {0}. Check them before you apply again.',
          outcome.map((uri) => vscode.workspace.asRelativePath(uri)).join(', '),
        );
  void vscode.window.showWarningMessage(withoutLinks(text));
}

/** The editor may have made other line ends of those of the change. */
async function withTexts(files: readonly AppliedFile[]): Promise<readonly AppliedFile[]> {
  return Promise.all(
    files.map(async (file) =>
      file.after === undefined
        ? file
        : { ...file, after: (await vscode.workspace.openTextDocument(file.uri)).getText() },
    ),
  );
}
