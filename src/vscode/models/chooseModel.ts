import * as vscode from 'vscode';
import type { ModelCatalogue, ModelList } from '../../models/modelCatalogue.js';
import type { RecentModels } from '../../models/recentModels.js';
import { isCancellation } from '../../core/errors.js';
import { withoutIcons } from '../../presentation/withoutIcons.js';
import type { TaskRegistry } from '../../core/taskRegistry.js';
import type { Endpoint } from '../../providers/endpoint.js';
import type { ModelInfo } from '../../providers/provider.js';
import type { KnownFacts } from '../../models/facts/modelFacts.js';
import type { SelectionTarget } from '../../models/modelSelection.js';
import { baseUrlSetting } from '../configuration/settings.js';
import { configuredFacts, type ConfiguredFacts } from './configuredFacts.js';
import { modelOf, parametersOf } from './configuredModel.js';
import { modelSettingProblem } from './modelFactRows.js';
import { factLine } from './modelFactTexts.js';
import { showUnknownProvider } from './showUnknownProvider.js';

interface ModelItem extends vscode.QuickPickItem {
  readonly model?: string;
}

export interface ChooseModelDependencies {
  readonly catalogue: ModelCatalogue;
  readonly recent: RecentModels;
  readonly tasks: TaskRegistry;
}

/** Lets the user pick a model of the provider that a chat asks, or type the id of one that is not listed. */
export async function chooseModel(target: SelectionTarget, dependencies: ChooseModelDependencies): Promise<void> {
  const { endpoint, model: current } = modelOf(target.selection);
  if (endpoint === undefined) {
    void showUnknownProvider();
    return;
  }
  const address = baseUrlSetting(endpoint) ?? endpoint.defaultBaseUrl ?? '';
  // Whatever is still being fetched ends with the picker.
  await using scope = dependencies.tasks.scope();
  const model = await new Promise<string | undefined>((resolve) => {
    const picker = new ModelPicker(endpoint, current, resolve);
    const load = (refresh: boolean): void => {
      picker.busy = true;
      scope
        .run(`model list from ${endpoint.name}`, async (signal) => {
          const list = await dependencies.catalogue.list(endpoint, address, refresh, signal);
          return { ...list, facts: await configuredFacts(endpoint, list.models) };
        })
        .then(
          (list) => {
            // Where nothing is chosen and there is one to choose, there is nothing to ask.
            const only = current === undefined && list.models.length === 1 ? list.models[0] : undefined;
            if (only === undefined) picker.show(list);
            else picker.take(only.id);
          },
          (error: unknown) => {
            if (!isCancellation(error)) throw error;
          },
        )
        .catch((error: unknown) => picker.fail(error));
    };
    picker.onRefresh(() => load(true));
    load(false);
  });
  if (model === undefined) return;
  target.select({ ref: { endpoint: endpoint.id, model }, parameters: parametersOf(target.selection) });
  await dependencies.recent.setModel('llm', endpoint.id, model);
}

class ModelPicker {
  readonly #pick = vscode.window.createQuickPick<ModelItem>();
  readonly #current: string | undefined;
  readonly #done: (model: string | undefined) => void;
  #items: ModelItem[] = [];

  /** @param current the model in use, if any; marked in the list. */
  constructor(endpoint: Endpoint, current: string | undefined, done: (model: string | undefined) => void) {
    this.#current = current;
    this.#done = done;
    const pick = this.#pick;
    pick.title = vscode.l10n.t('Models from {0}', endpoint.name);
    pick.placeholder = vscode.l10n.t('Choose a model or type its ID');
    pick.matchOnDescription = true;
    pick.buttons = [
      {
        iconPath: new vscode.ThemeIcon('refresh'),
        tooltip: vscode.l10n.t('Reload Models from {0}', endpoint.name),
      },
    ];
    pick.onDidChangeValue((value) => this.#offerTyped(value.trim()));
    pick.onDidAccept(() => {
      const model = pick.selectedItems[0]?.model;
      if (model !== undefined) this.take(model);
    });
    pick.onDidHide(() => {
      done(undefined);
      pick.dispose();
    });
    pick.show();
  }

  /** Ends with this model. */
  take(model: string): void {
    this.#done(model);
    this.#pick.hide();
  }

  set busy(value: boolean) {
    this.#pick.busy = value;
  }

  onRefresh(listener: () => void): void {
    this.#pick.onDidTriggerButton(listener);
  }

  show({ models, failure, facts }: ModelList & { readonly facts: ConfiguredFacts }): void {
    const current = this.#current;
    this.#items = models.map((model) => itemOf(model, model.id === current, facts.of(model.id)));
    this.#items.push(
      ...facts.problems.map((problem) => ({
        label: `$(warning) ${withoutIcons(modelSettingProblem(problem))}`,
        alwaysShow: true,
      })),
    );
    if (failure !== undefined) {
      this.#items.push(
        { label: '', kind: vscode.QuickPickItemKind.Separator },
        {
          label: vscode.l10n.t('$(warning) Could not load the model list'),
          detail: withoutIcons(failure.message),
          alwaysShow: true,
        },
      );
    }
    this.#pick.items = this.#items;
    const active = this.#items.find((item) => item.model === current);
    if (active !== undefined) this.#pick.activeItems = [active];
    this.#pick.busy = false;
    this.#offerTyped(this.#pick.value.trim());
  }

  fail(error: unknown): void {
    this.#pick.busy = false;
    this.#pick.title = error instanceof Error ? error.message : String(error);
  }

  /** Servers know models their lists do not name. */
  #offerTyped(value: string): void {
    if (value === '' || this.#items.some((item) => item.model === value)) {
      this.#pick.items = this.#items;
      return;
    }
    const typed: ModelItem = {
      label: withoutIcons(value),
      description: vscode.l10n.t('use this ID'),
      model: value,
      alwaysShow: true,
    };
    this.#pick.items = [...this.#items, typed];
  }
}

function itemOf(model: ModelInfo, isCurrent: boolean, known: KnownFacts): ModelItem {
  const facts = [
    model.displayName === model.id ? '' : model.id,
    isCurrent ? vscode.l10n.t('current') : '',
    factLine(known, Date.now()),
  ];
  return {
    label: withoutIcons(model.displayName),
    description: withoutIcons(facts.filter((fact) => fact !== '').join(' · ')),
    model: model.id,
  };
}
