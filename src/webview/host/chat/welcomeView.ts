import * as vscode from 'vscode';
import type { TargetStatus } from '../../../models/providerStatus.js';
import type { WelcomeView } from '../../protocol/problems.js';
import { actionOf } from '../problems/problemView.js';

/** The first steps of somebody who has neither a key nor a server in the settings. */
export function welcomeView({ isUnconfigured }: TargetStatus): WelcomeView | null {
  if (!isUnconfigured) return null;
  const { t } = vscode.l10n;
  return {
    title: t('Who should answer?'),
    text: t('SCOUT has no account and no server. It asks the provider you choose, with your key.'),
    choices: [
      {
        action: actionOf('connect-provider'),
        hint: t(
          'From OpenAI, Anthropic, Google, Mistral, Hugging Face or another service. SCOUT shows where to get one.',
        ),
      },
      {
        action: actionOf('connect-local-server'),
        hint: t(
          'Ollama, LM Studio, llama.cpp or vLLM on this machine. Needs no key. SCOUT looks for it when you click.',
        ),
      },
      {
        action: actionOf('connect-vscode-models'),
        hint: t(
          'GitHub Copilot’s and other extensions’ models. Needs no key. VS Code may ask you whether SCOUT is allowed to use them.',
        ),
      },
      { action: actionOf('open-walkthrough'), hint: t('Four short steps, from the key to the history.') },
    ],
  };
}
