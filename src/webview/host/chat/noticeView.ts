import * as vscode from 'vscode';
import type { ProviderRemark, TargetStatus, WorkspaceOverride } from '../../../models/providerStatus.js';
import type { ActionId, NoticeView } from '../../protocol/problems.js';
import { actionOf } from '../problems/problemView.js';

interface Sentence {
  readonly text: string;
  readonly actions: readonly ActionId[];
}

/**
 * What is to be known before the next message is sent: who gets it, and what a folder has to do with it.
 * @param coldCache what it costs that the vendor's cache is gone, in a sentence
 */
export function noticeView(
  { providerName, isGone, remark, background, overrides, retirement }: TargetStatus,
  coldCache?: string,
): NoticeView | null {
  const lead = [
    ...(isGone ? [goneSentence(providerName)] : []),
    ...(overrides.length === 0 ? [] : [overrideSentence(overrides)]),
  ];
  const sentences: readonly Sentence[] = [
    ...(retirement === undefined ? [] : [{ text: retirement, actions: ['choose-model'] as const }]),
    ...(remark === undefined ? [] : [chatSentence(remark, providerName)]),
    ...(background === undefined ? [] : backgroundSentence(background.remark, background.providerName)),
    ...(coldCache === undefined ? [] : [{ text: coldCache, actions: [] }]),
  ];
  const all = [...lead, ...sentences];
  if (all.length === 0) return null;
  return {
    lead: textOf(lead),
    text: textOf(sentences),
    actions: [...new Set(all.flatMap(({ actions }) => actions))].map(actionOf),
  };
}

/** The chat is all there; only its next question has nobody to go to. */
function goneSentence(name: string): Sentence {
  return {
    text: vscode.l10n.t('The provider "{0}" of this chat no longer exists. Choose another one.', name),
    actions: ['choose-provider'],
  };
}

function textOf(sentences: readonly Sentence[]): string {
  return sentences.map(({ text }) => text).join(' ');
}

function chatSentence(remark: ProviderRemark, name: string): Sentence {
  const { t } = vscode.l10n;
  switch (remark.kind) {
    case 'missing-key':
      return { text: t('SCOUT needs an API key for {0}.', name), actions: ['set-key', 'choose-provider'] };
    case 'unusable-key':
      return { text: remark.sentence, actions: ['set-key', 'choose-provider'] };
    case 'simulator':
      return {
        text: t(
          'Simulated answers: no API key is set for {0}, so SCOUT’s simulator at {1} answers.',
          name,
          remark.host,
        ),
        actions: ['set-key'],
      };
    case 'address-changed':
      return addressChanged(remark, name, 'open-settings');
    case 'redirected':
      return {
        text: t('Messages for {0} are sent to {1}, as set in your settings.', name, remark.host),
        actions: ['open-settings'],
      };
  }
}

/** A key that is missing, or a simulator, is no news there: nothing is sent, or nothing is paid. */
function backgroundSentence(remark: ProviderRemark, name: string): readonly Sentence[] {
  const { t } = vscode.l10n;
  switch (remark.kind) {
    case 'missing-key':
    case 'unusable-key':
    case 'simulator':
      return [];
    case 'address-changed':
      return [addressChanged(remark, name, 'open-background-settings')];
    case 'redirected':
      return [
        {
          text: t('Background requests for {0} are sent to {1}, as set in your settings.', name, remark.host),
          actions: ['open-background-settings'],
        },
      ];
  }
}

function addressChanged(
  { address, earlierAddress }: Extract<ProviderRemark, { kind: 'address-changed' }>,
  name: string,
  openSettings: ActionId,
): Sentence {
  return {
    text: vscode.l10n.t('The address for {0} has changed from {1} to {2}.', name, earlierAddress, address),
    actions: ['confirm-address', openSettings],
  };
}

function overrideSentence(overrides: readonly WorkspaceOverride[]): Sentence {
  const { t } = vscode.l10n;
  const names: Record<WorkspaceOverride, string> = {
    provider: t('provider'),
    model: t('model'),
    systemPrompt: t('system prompt'),
    parameters: t('parameters'),
  };
  return {
    text: t('Set by this folder: {0}.', overrides.map((override) => names[override]).join(', ')),
    actions: ['open-workspace-settings'],
  };
}
