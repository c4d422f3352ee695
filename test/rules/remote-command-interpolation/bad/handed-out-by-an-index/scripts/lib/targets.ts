export interface Target {
  name: string;
  host: string;
  container: string;
}

const TARGETS = [{ name: "web", host: "web.example.com", container: "shop-web" }] as const satisfies readonly Target[];

export const loadTargets = (): readonly Target[] => TARGETS;
