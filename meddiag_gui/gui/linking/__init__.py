"""Pictures that follow each other, by place in the patient, zoom and window; an earlier study beside."""
