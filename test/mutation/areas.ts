/** The parts of the source that a campaign spreads its mutations over, by folder. */
export const areas = {
  storage: 'src/storage',
  providers: 'src/providers',
  chat: 'src/chat',
  view: 'src/webview/host',
  vscode: 'src/vscode',
  archives: 'src/archives',
  models: 'src/models',
  jobs: 'src/jobs',
  profile: 'src/profile',
  app: 'src/app',
} as const;

export type Area = keyof typeof areas;

/** @param file relative to the project, with forward slashes; `undefined` for one of no area */
export function areaOf(file: string): Area | undefined {
  return (Object.keys(areas) as Area[]).find((area) => file.startsWith(`${areas[area]}/`));
}
