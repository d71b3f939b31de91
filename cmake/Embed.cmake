# pennypost_embed(target NAMESPACE ns HEADER h FUNCTION f FILE file): compiles `file` into `target` as
# `std::string_view ns::f()`, declared in `h`.
function(pennypost_embed target)
  cmake_parse_arguments(ARG "" "NAMESPACE;HEADER;FUNCTION;FILE" "" ${ARGN})
  set(out "${CMAKE_BINARY_DIR}/generated/embedded/${target}_${ARG_FUNCTION}.cpp")
  set(script "${CMAKE_SOURCE_DIR}/cmake/embed_file.cmake")
  add_custom_command(
    OUTPUT "${out}"
    COMMAND ${CMAKE_COMMAND} -DFILE=${CMAKE_SOURCE_DIR}/${ARG_FILE} -DOUT=${out} -DHEADER=${ARG_HEADER}
            -DNAMESPACE=${ARG_NAMESPACE} -DFUNCTION=${ARG_FUNCTION} -P ${script}
    DEPENDS "${CMAKE_SOURCE_DIR}/${ARG_FILE}" "${script}"
    VERBATIM)
  target_sources(${target} PRIVATE "${out}")
endfunction()
