// Reads patterns and texts, a JSON object a line, and writes what Go's regexp finds in each text:
// the places of all groups of the first match, null for none, or the error of the pattern.
package main

import (
	"bufio"
	"encoding/json"
	"os"
	"regexp"
)

type asked struct {
	Pattern string   `json:"pattern"`
	Texts   []string `json:"texts"`
}

type answer struct {
	Error  string  `json:"error,omitempty"`
	Places [][]int `json:"places,omitempty"`
}

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(make([]byte, 1<<20), 1<<26)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for in.Scan() {
		var a asked
		if err := json.Unmarshal(in.Bytes(), &a); err != nil {
			panic(err)
		}
		var found answer
		re, err := regexp.Compile(a.Pattern)
		if err != nil {
			found.Error = err.Error()
		} else {
			for _, text := range a.Texts {
				found.Places = append(found.Places, re.FindStringSubmatchIndex(text))
			}
		}
		if err := encoder.Encode(found); err != nil {
			panic(err)
		}
	}
}
