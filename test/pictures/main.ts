/** Takes the pictures of the README: a workbench for each, with the seeded history and the simulator. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { againstSimulator } from '../e2e/support/chatPage.js';
import { scoutExtensionId } from '../support/editor/scoutErrors.js';
import { exitOnSignals } from '../support/exitOnSignals.js';
import { projectFolder } from '../support/projectFolder.js';
import { startSimulator } from '../support/simulator/simulator.js';
import { openWorkbench } from '../support/workbench.js';
import { pictures, type Picture } from './pictures.js';
import { seedHistory } from './seedHistory.js';
import { simulatedAnswer } from './simulatedAnswers.js';

exitOnSignals();
const wanted = process.argv.slice(2);
for (const [name, picture] of Object.entries(pictures)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const file = path.join(projectFolder, 'docs', 'images', `${name}.png`);
  await take(picture, file);
  console.log(`${path.relative(projectFolder, file)}: ${Math.ceil(statSync(file).size / 1000)} KB`);
}

async function take(picture: Picture, file: string): Promise<void> {
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'scout-pictures-'));
  const folder = path.join(dataFolder, 'web-shop');
  const simulator = await startSimulator({ pace: picture.pace ?? 15, answer: simulatedAnswer });
  try {
    await seedHistory(path.join(dataFolder, 'data', 'User', 'globalStorage', scoutExtensionId));
    const ollama = { id: 'ollama', name: 'Ollama', baseUrl: `${simulator.url}/ollama/v1`, auth: 'none' };
    const workbench = await openWorkbench({
      ...againstSimulator(simulator, { 'scout.endpoints': [ollama], ...picture.settings }),
      theme: picture.theme ?? 'dark',
      userDataDir: dataFolder,
      folder,
      otherExtensionDirs: picture.extensions ?? [],
      pixelRatio: 1.5,
    });
    try {
      await workbench.page.setViewportSize(picture.size);
      await picture.take({ workbench, folder, file });
    } finally {
      await workbench.close();
    }
  } finally {
    await simulator.close();
    rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 });
  }
}
