import { pageText } from "../page.text.ts";

interface PictureProps {
  image: { image_url: string } | { slack_file: { url: string } | { id: string } };
  alt: string;
  class: string;
}

/** A picture of this workspace; one from the Internet is not loaded, since nothing leaves this computer. */
export function BlockPicture({ image, alt, class: extra }: PictureProps) {
  const url = "image_url" in image ? image.image_url : "url" in image.slack_file ? image.slack_file.url : null;
  const local = url !== null && isLocal(url);
  if (local) return <img class={extra} src={url} alt={alt} loading="lazy" />;
  return (
    <span class={`${extra} picture-missing`} role="img" aria-label={alt} title={pageText.pictureElsewhere}>
      <span>{alt}</span>
    </span>
  );
}

function isLocal(url: string): boolean {
  if (url.startsWith("data:image/")) return true;
  return URL.canParse(url, location.href) && new URL(url, location.href).origin === location.origin;
}
