// Style is Prettier's; this is about mistakes and about who may import whom.
import js from '@eslint/js'
import hooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

const sdkStandsAlone = {
	patterns: [
		{ group: ['react', 'react-dom', 'react/*', 'react-dom/*'], message: 'The sdk knows no React.' },
		{ group: ['**/app/**'], message: 'The sdk does not know the app.' },
	],
}

export default tseslint.config(
	{ ignores: ['dist', 'sdk/gen', 'node_modules', 'eslint.config.js'] },
	js.configs.recommended,
	tseslint.configs.strictTypeChecked,
	{
		languageOptions: { parserOptions: { projectService: true } },
		rules: {
			'@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
			'@typescript-eslint/switch-exhaustiveness-check': [
				'error',
				{ considerDefaultExhaustiveForUnions: true },
			],
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
			'max-lines': ['error', 400],
		},
	},
	{ files: ['sdk/**'], rules: { 'no-restricted-imports': ['error', sdkStandsAlone] } },
	{
		files: ['app/**'],
		plugins: { 'react-hooks': hooks },
		rules: {
			'react-hooks/rules-of-hooks': 'error',
			'react-hooks/exhaustive-deps': 'error',
		},
	},
	{
		files: ['tests/**'],
		rules: {
			'@typescript-eslint/no-non-null-assertion': 'off',
			'@typescript-eslint/no-misused-spread': 'off',
			'max-lines': ['error', 600],
		},
	},
)
