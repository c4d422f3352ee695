/** Images that jobs of a workflow run in. */
import type { Workflow } from "../../../documents/workflow/workflow.ts";
import { get, scalarOf } from "../../../documents/yaml/yaml-node.ts";
import { imageInstall, isKamalImage, type KamalInstall } from "../scripts/kamal-installs.ts";

/** Jobs whose container is Kamal's own image, and steps that use it as an action. */
export function kamalImages({ jobs }: Workflow): KamalInstall[] {
  return jobs.flatMap(({ node, steps, runsKamal }) => {
    const container = get(node, "container");
    const images = [
      scalarOf(container) ?? scalarOf(get(container, "image")),
      ...steps.map(({ uses }) => uses),
    ];
    return images.flatMap((image) => {
      const text = image?.text.replace(/^docker:\/\//, "") ?? "";
      const isAction =
        image !== undefined &&
        steps.some(({ uses }) => uses === image) &&
        !image.text.startsWith("docker://");
      return image && !isAction && isKamalImage(text, runsKamal)
        ? [imageInstall({ literal: text }, text, image)]
        : [];
    });
  });
}
