#!/bin/sh
# Makes src/fiches/studio/page/editor.js of editor.mjs and CodeMirror (MIT), and the notice of its licences. Needs npm.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
page="$here/../../src/fiches/studio/page"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here/package.json" "$here/editor.mjs" "$work"
cd "$work"
npm install --silent --no-audit --no-fund
npx esbuild editor.mjs --bundle --minify --format=esm --target=es2022 --legal-comments=none --outfile="$page/editor.js"
{
    echo "editor.js: tools/editor/editor.mjs (fiches) bundled with these libraries, each under its licence."
    for folder in node_modules/@codemirror/* node_modules/@lezer/* node_modules/@marijn/* node_modules/crelt \
        node_modules/style-mod node_modules/w3c-keyname; do
        [ -f "$folder/LICENSE" ] && printf '\n%s %s\n\n' "${folder#node_modules/}" \
            "$(node -p "require('./$folder/package.json').version")" && cat "$folder/LICENSE"
    done
} > "$page/editor-licences.txt"
