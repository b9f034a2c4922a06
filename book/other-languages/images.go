//go:build ignore

// Lesson 2 in Go: photographs made small one after another, and by as many goroutines as there are cores.
//
//	go run images.go ../../crates/parallel-images/photographs
package main

import (
	"bytes"
	"errors"
	"flag"
	"image"
	"image/draw"
	"image/jpeg"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"

	"other-languages/measured"
)

const width = 256

// ANCHOR: thumbnail
// thumbnail decodes a photograph, makes it 256 pixels wide, encodes it.
func thumbnail(path string) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	picture, err := jpeg.Decode(file)
	if err != nil {
		return nil, err
	}
	var small bytes.Buffer
	err = jpeg.Encode(&small, shrink(picture, width), &jpeg.Options{Quality: 85})
	return small.Bytes(), err
}

// ANCHOR_END: thumbnail

// shrink makes each pixel the mean of the pixels that it stands for: Go's standard library has no filter for this.
func shrink(picture image.Image, width int) *image.RGBA {
	bounds := picture.Bounds()
	from := image.NewRGBA(image.Rect(0, 0, bounds.Dx(), bounds.Dy()))
	draw.Draw(from, from.Bounds(), picture, bounds.Min, draw.Src)
	width = min(width, bounds.Dx())
	height := max(1, (bounds.Dy()*width+bounds.Dx()/2)/bounds.Dx())
	to := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		top, bottom := y*bounds.Dy()/height, (y+1)*bounds.Dy()/height
		for x := range width {
			left, right := x*bounds.Dx()/width, (x+1)*bounds.Dx()/width
			var sums [4]int
			for row := top; row < bottom; row++ {
				pixels := from.Pix[from.PixOffset(left, row):from.PixOffset(right, row)]
				for i, value := range pixels {
					sums[i%4] += int(value)
				}
			}
			for channel, sum := range sums {
				to.Pix[to.PixOffset(x, y)+channel] = uint8(sum / ((right - left) * (bottom - top)))
			}
		}
	}
	return to
}

// ANCHOR: in_order
func inOrder(paths []string, workers int) ([][]byte, error) {
	thumbnails, errs := make([][]byte, len(paths)), make([]error, len(paths))
	for i, path := range paths {
		thumbnails[i], errs[i] = thumbnail(path)
	}
	return thumbnails, errors.Join(errs...)
}

// ANCHOR_END: in_order

// ANCHOR: by_workers
func byWorkers(paths []string, workers int) ([][]byte, error) {
	thumbnails, errs := make([][]byte, len(paths)), make([]error, len(paths))
	next := make(chan int)
	var all sync.WaitGroup
	for range workers {
		all.Go(func() {
			for i := range next {
				thumbnails[i], errs[i] = thumbnail(paths[i])
			}
		})
	}
	for i := range paths {
		next <- i
	}
	close(next)
	all.Wait()
	return thumbnails, errors.Join(errs...)
}

// ANCHOR_END: by_workers

func main() {
	times := flag.Int("times", 4, "go through the folder this often")
	workers := flag.Int("workers", runtime.NumCPU(), "goroutines")
	chosen, asJSON := measured.Arguments([]string{"in order", "workers"})
	measured.Positive("times", *times)
	measured.Positive("workers", *workers)
	if flag.NArg() != 1 {
		measured.Refuse("Give one folder of JPEG files, after the flags.")
	}
	found, _ := filepath.Glob(filepath.Join(flag.Arg(0), "*.jpg"))
	if len(found) == 0 {
		measured.Refuse("There is no .jpg file in %s.", flag.Arg(0))
	}
	slices.Sort(found)
	paths := slices.Repeat(found, *times)
	once, err := inOrder(found, 1)
	if err != nil {
		measured.Refuse("A picture can't be used: %v", err)
	}
	expected := slices.Repeat(once, *times)

	var rows []measured.Row
	for _, name := range chosen {
		way, at := inOrder, 1
		if name == "workers" {
			way, at = byWorkers, *workers
		}
		var thumbnails [][]byte
		extras := map[string]any{"pictures": len(paths), "workers": at}
		row := measured.Measure(name, extras, func() { thumbnails, err = way(paths, at) })
		same := slices.EqualFunc(thumbnails, expected, bytes.Equal)
		measured.Check(err == nil && same, "%s: other thumbnails than one after another, or in another order", name)
		rows = append(rows, row)
	}
	measured.Show(rows, asJSON)
}
