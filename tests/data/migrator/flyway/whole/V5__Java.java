class V5__Java {}
