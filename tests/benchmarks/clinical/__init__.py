"""Scripted consultations, spoken by synthesis: the words that harm, and are they right?"""
