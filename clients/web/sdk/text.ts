// Texts as the wire has them: those of erased people come without one.
import { create } from '@bufbuild/protobuf'
import { TextSchema, type Text } from './gen/reviewd/v1/text_pb'

export function textOf(text: Text | undefined): string {
	return text?.plain ?? ''
}

export function plain(text: string): Text {
	return create(TextSchema, { plain: text })
}
