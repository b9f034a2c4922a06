//go:build ignore

// Lesson 1 in Go: several requests one after another, and at once with a goroutine each.
//
//	go run fetch.go http://127.0.0.1:8080/delay/1
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"

	"other-languages/measured"
)

// Answer is what is looked at of a response.
type Answer struct {
	Status int
	Length int64
}

// A connection for each request, as in the lesson: one left open by an earlier request would change the next row.
var client = http.Client{Transport: &http.Transport{DisableKeepAlives: true}}

// ANCHOR: fetch
func fetch(url string) (Answer, error) {
	response, err := client.Get(url)
	if err != nil {
		return Answer{}, err
	}
	defer response.Body.Close()
	length, err := io.Copy(io.Discard, response.Body)
	return Answer{response.StatusCode, length}, err
}

// ANCHOR_END: fetch

// ANCHOR: fetch_in_order
func fetchInOrder(urls []string) ([]Answer, error) {
	answers, errs := make([]Answer, len(urls)), make([]error, len(urls))
	for i, url := range urls {
		answers[i], errs[i] = fetch(url)
	}
	return answers, errors.Join(errs...)
}

// ANCHOR_END: fetch_in_order

// ANCHOR: fetch_at_once
func fetchAtOnce(urls []string) ([]Answer, error) {
	answers, errs := make([]Answer, len(urls)), make([]error, len(urls))
	var all sync.WaitGroup
	for i, url := range urls {
		all.Go(func() { answers[i], errs[i] = fetch(url) })
	}
	all.Wait()
	return answers, errors.Join(errs...)
}

// ANCHOR_END: fetch_at_once

func main() {
	requests := flag.Int("requests", 4, "how many")
	ways := map[string]func([]string) ([]Answer, error){"in order": fetchInOrder, "at once": fetchAtOnce}
	chosen, asJSON := measured.Arguments([]string{"in order", "at once"})
	measured.Positive("requests", *requests)
	if flag.NArg() != 1 {
		measured.Refuse("Give one URL, after the flags: go run fetch.go --requests 4 http://127.0.0.1:8080/delay/1")
	}
	urls := strings.Split(strings.Repeat(flag.Arg(0)+"\n", *requests), "\n")[:*requests]

	var rows []measured.Row
	for _, name := range chosen {
		var answers []Answer
		var err error
		row := measured.Measure(name, map[string]any{"requests": *requests}, func() { answers, err = ways[name](urls) })
		if err != nil {
			measured.Refuse("%s", firstLine(err))
		}
		for _, answer := range answers {
			measured.Check(answer.Status == 200 && answer.Length > 0, "%s: %+v", flag.Arg(0), answer)
		}
		if bytes, ok := measured.PeakMemory(); ok && len(chosen) == 1 {
			row.Extras["resident_bytes"] = bytes
		}
		rows = append(rows, row)
	}
	measured.Show(rows, asJSON)
}

func firstLine(err error) string {
	line, _, _ := strings.Cut(fmt.Sprint(err), "\n")
	return line
}
