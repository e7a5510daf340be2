/** One class for each thing the doctor looks at; the larger ones have packages of their own beside this one. */
package holdfast.agent.doctor.examination;
