"""The optional language model: rewords what the rules do not understand, joins quotations; imported only where one is configured."""
