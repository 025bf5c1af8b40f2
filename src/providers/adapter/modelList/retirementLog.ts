import type { Logger } from '../../../core/logger.js';
import type { ModelInfo } from '../../provider.js';

/** Says in the log, once for each model that is asked, when its vendor ends it. SDKs print that on the console of all extensions. */
export interface RetirementLog {
  /** Takes note of what the vendor's list says, and returns it. */
  readonly learn: (models: readonly ModelInfo[]) => readonly ModelInfo[];
  readonly asked: (model: string) => void;
}

/** @param vendor as shown to users */
export function createRetirementLog(vendor: string, logger: Logger): RetirementLog {
  const dates = new Map<string, number>();
  return {
    learn: (models) => {
      for (const { id, retiresAt } of models) if (retiresAt !== undefined) dates.set(id, retiresAt);
      return models;
    },
    asked: (model) => {
      const date = dates.get(model);
      if (date === undefined) return;
      dates.delete(model);
      logger.warn(`${vendor} ends the model ${model} on ${new Date(date).toISOString().slice(0, 10)}`);
    },
  };
}
