using System.CommandLine;
using Debye.Cli.Shell;
using Debye.Io;
using Debye.Techniques.Spectra;
using Debye.Techniques.Spectra.Images;

namespace Debye.Cli.Spectra;

/// <summary><c>debye spectra image</c>: a spectrum as the image that a network sees.</summary>
internal static class SpectraImageCommand
{
    public static Command Create(Session session)
    {
        var file = Options.Path("FILE", "Spectrum (.SPE, .spc, JCAMP-DX, .npy, CSV or other text, also .gz), or - for standard input.");
        var field = new Option<string>("--field")
        {
            Description = "Angular field: gadf (difference) or gasf (summation).",
            HelpName = "KIND",
            DefaultValueFactory = _ => "gadf",
        }.AcceptOnlyFromAmong("gadf", "gasf");
        var size = Options.Check(
            new Option<int>("--size")
            {
                Description = "Rows and columns of the image, at most the points of the spectrum.",
                HelpName = "N",
                DefaultValueFactory = _ => 224,
            },
            value => value is >= 2 and <= 8192,
            "--size: expected 2…8192"
        );
        var row = Options.Check(
            new Option<int?>("--row") { Description = "Which spectrum of a file with several, from 1.", HelpName = "N" },
            value => value is null or >= 1,
            "--row: expected 1 or more"
        );
        var colour = new Option<bool>("--colour", "--color")
        {
            Description = "Blue for -1 over white to red for 1, instead of black to white.",
        };
        var output = Options.Out(
            "Image (.png) or its numbers, -1…1 in single precision (.npy); it appears only when complete.",
            required: true
        );
        var command = new Command("image", "Draw the Gramian angular field of a spectrum.") { file, field, size, row, colour, output };
        HelpWithExamples.Add(
            command,
            "The spectrum is condensed to means of N segments first; nothing else is done to it.",
            "debye spectra image coke.SPE --field gadf --size 224 --out coke.png",
            "debye spectra image spectra.csv --row 3 --field gasf --size 128 --out third.npy"
        );
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(output)!;
            var asNumbers = path.EndsWith(".npy", StringComparison.OrdinalIgnoreCase);
            if (!asNumbers && !path.EndsWith(".png", StringComparison.OrdinalIgnoreCase))
                throw new UsageException($"--out: expected a name that ends in .png or .npy, got '{path}'.");
            var options = new AngularFieldOptions
            {
                Size = parsed.GetValue(size),
                Kind = parsed.GetValue(field) == "gasf" ? AngularFieldKind.Summation : AngularFieldKind.Difference,
            };
            var spectrum = Choose(parsed.GetValue(file)!, parsed.GetValue(row), session);
            if (spectrum.Length < options.Size)
                throw new ArgumentException(
                    Invariant($"{spectrum.Source} has {spectrum.Length} points; --size {options.Size} needs as many.")
                );
            var pixels = new float[options.Size * options.Size];
            new AngularField(spectrum.Length, options).Fill(spectrum.Intensity, pixels);
            var inColour = parsed.GetValue(colour);
            OutputFile.Write(
                path,
                asNumbers
                    ? NpyArray.Write(pixels, options.Size, options.Size)
                    : PngImage.Write(PngImage.Shades(pixels, inColour), options.Size, options.Size, inColour ? 3 : 1)
            );
            foreach (var note in spectrum.Notes)
                session.Say($"{spectrum.Source}: {note}");
            return CommandLine.Success;
        });
        return command;
    }

    private static MaterialSpectrum Choose(string path, int? row, Session session)
    {
        var spectra = path == "-" ? SpectraReader.ReadAll(session.Input, "standard input") : SpectraReader.ReadAll(path);
        if (row is null && spectra.Count > 1)
            throw new DataFormatException(path, 0, $"holds {spectra.Count} spectra; --row chooses one.");
        return row is not { } number || number <= spectra.Count
            ? spectra[(row ?? 1) - 1]
            : throw new DataFormatException(path, 0, Invariant($"holds {spectra.Count} spectra; there is no number {number}."));
    }
}
