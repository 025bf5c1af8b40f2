import assert from 'node:assert/strict';
import { openWorkbench, type Workbench } from '../support/workbench.js';

describe('memory tracing from the start', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench({ settings: { 'scout.memoryTracing.onStartup': true } });
  });

  after(() => workbench?.close());

  const logged = async (pattern: RegExp): Promise<string> => {
    for (let attempt = 0; !pattern.test(workbench.log()); attempt += 1) {
      assert.ok(attempt < 150, `${String(pattern)} in the log:\n${workbench.log()}`);
      await workbench.page.waitForTimeout(200);
    }
    return workbench.log();
  };

  /** The memory tracing commands that the palette offers. Opened anew when something else took the focus. */
  const offered = async (): Promise<readonly string[]> => {
    const input = workbench.page.locator('.quick-input-widget input.input').first();
    for (let attempt = 0; ; attempt += 1) {
      await workbench.page.keyboard.press('F1');
      try {
        await input.fill('>SCOUT: Memory Tracing', { timeout: 5_000 });
        const rows = await workbench.quickPickLabels();
        await input.press('Escape', { timeout: 5_000 });
        return rows.filter((row) => row.endsWith('Memory Tracing'));
      } catch (error) {
        if (attempt === 5) throw error;
      }
    }
  };

  it('runs, once the setting says so, before SCOUT does anything else', async () => {
    await workbench.runCommand('SCOUT: Show Running Tasks');
    const log = await logged(/LLM provider: OpenAI/u);
    assert.match(log, /Memory baseline[^\n]*\n[^\n]*Memory tracing started\n[^\n]*LLM provider: OpenAI/u);
  });

  it('is stopped from the palette, which offers what makes sense, and shows its profile', async () => {
    assert.deepEqual(await offered(), ['SCOUT: Stop Memory Tracing']);
    await workbench.runCommand('SCOUT: Stop Memory Tracing');
    await workbench.page.locator('.tab', { hasText: /memory-.*\.heapprofile/u }).waitFor();
    // VS Code's own table of such files.
    await workbench.findFrame('text=Self Size');
    await workbench.screenshot('memory-profile');
    assert.deepEqual(await offered(), ['SCOUT: Start Memory Tracing']);
  });

  it('shows the report', async () => {
    await workbench.runCommand('SCOUT: Show Memory Report');
    await workbench.page.locator('.tab', { hasText: 'SCOUT memory report' }).waitFor();
    await workbench.page.locator('.view-lines', { hasText: 'Open databases' }).waitFor();
    await workbench.screenshot('memory-report');
  });

  it('ends with SCOUT, and does not begin again once the setting is off', async () => {
    await workbench.runCommand('SCOUT: Start Memory Tracing');
    await logged(/Memory tracing stopped.*Memory tracing started/su);
    await workbench.runCommand('Developer: Reload Window');
    await logged(/SCOUT stopped while memory tracing was on.*shutdown complete/su);
    await workbench.runCommand('SCOUT: Show Running Tasks');
    await logged(/shutdown complete.*Memory tracing started/su);
    const before = workbench.log().length;
    await workbench.restart({ 'scout.memoryTracing.onStartup': false });
    await workbench.runCommand('SCOUT: Show Running Tasks');
    const log = await logged(/(starts in VS Code.*LLM provider: OpenAI.*){3}/su);
    assert.doesNotMatch(log.slice(before), /Memory tracing started/u);
  });
});
