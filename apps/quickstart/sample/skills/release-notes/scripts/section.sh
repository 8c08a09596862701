#!/bin/sh
# Prints the section of one version: section.sh CHANGELOG.md 1.2.0
awk -v heading="## [$2]" 'index($0, heading) == 1 { on = 1; next } /^## \[/ { on = 0 } on' "$1"
