import type { Placeholders } from '../../privacy/placeholders.js';
import type { SecretFinder } from '../../privacy/secretFinding.js';
import { SendCheck } from '../../privacy/sendCheck.js';
import { askAboutSecrets } from './askAboutSecrets.js';
import { localOnlyRefusal } from './localOnlyRefusal.js';
import { localOnlyRules } from './privacySettings.js';

/** The gate of this window: settings are read at the moment of sending, questions are VS Code's own. */
export function createSendGate(finder: SecretFinder, placeholders: Placeholders): SendCheck {
  return new SendCheck({
    finder,
    placeholders,
    rules: localOnlyRules,
    refusal: localOnlyRefusal,
    ask: askAboutSecrets,
  });
}
