namespace Debye.Learning.Techniques.Spectra.Images.Pretraining;

/// <summary>README.md of a base.</summary>
internal static class SpectrumBaseCard
{
    public static string Write(SpectrumPretrainingRecipe recipe, SpectrumPretrainingResult result)
    {
        var (t, c) = (result.Transfer, result.Control);
        return Invariant(
                $"""
                # A base for images of spectra

                {recipe.Description}

                **Sees** the angular field ({recipe.Image.Field.ToString().ToLowerInvariant()}) of a preprocessed spectrum,
                {recipe.Image.Size} × {recipe.Image.Size} pixels (larger ones too: it is fully
                convolutional){(
                    recipe.Image.HasCoordinates ? ", with row and column of every pixel as second and third channel" : ""
                )}; **gives** {result.Features} feature maps and their means, on which a linear head,
                a nearest neighbour or an open-set detector stands. {result.Parameters:n0} weights in half precision.

                **Data.** None that were measured. {Task(
                    recipe
                )} Every example was measured anew: counts, background, resolution, shift and strength of the lines
                were drawn. {recipe.OtherFieldShare:p0} of the examples showed the other angular field.{(
                    recipe.RedrawWeight > 0 ? " A second head had to draw the spectrum again from the features." : ""
                )}{(
                    recipe.Projection is { } p
                        ? Invariant($" The last layer is a linear one,\nfitted on {p.Examples:n0} more examples of other made-up ")
                            + "materials, so that measurements of one material scatter evenly."
                        : ""
                )}

                **Validation.** {(
                    recipe.Objective == PretrainingObjective.Materials
                        ? "New measurements of the same materials"
                        : "New pairs among 32 spectra"
                )}: accuracy {result.Progress.BestScore:f3}. Line spectra of materials and instruments never seen,
                10 known and 4 unknown materials each, the mean of 8 instruments, beside the same network with random weights:

                | | this base | random weights |
                |---|---|---|
                | nearest neighbour right | {t.Accuracy:f3} | {c.Accuracy:f3} |
                | nearest-neighbour detector (α 0.001): known accepted, unknown refused, area under ROC | {Neighbour(t)} | {Neighbour(c)} |
                | DIME, 10 axes (α 0.001): the same | {Plane(t)} | {Plane(c)} |

                **Limits.** It knows nothing of real materials; measured spectra are judged in docs/results/spectra-images.md. Spectra need
                at least {recipe.Image.Size} points.

                **Licence.** MIT, as Debye. Synthetic crystals follow statistics of the Materials Project (CC BY 4.0), A. Jain et al., APL
                Materials 1, 011002 (2013), doi 10.1063/1.4812323.
                """
            ) + "\n";
    }

    private static string Neighbour(PretrainingTransfer of) =>
        Invariant($"{of.NeighbourAccepted:f3}, {of.NeighbourRejected:f3}, {of.NeighbourRankArea:f3}");

    private static string Plane(PretrainingTransfer of) =>
        Invariant($"{of.PlaneAccepted:f3}, {of.PlaneRejected:f3}, {of.PlaneRankArea:f3}");

    private static string Task(SpectrumPretrainingRecipe recipe)
    {
        var m = recipe.Materials;
        var others =
            Invariant($"powder patterns ({m.DiffractionCrystals}) and pair distribution functions ({m.PairDistributionCrystals}) ")
            + Invariant($"of synthetic crystals, impedance curves ({m.Circuits}).");
        return recipe.Objective == PretrainingObjective.Materials
            ? Invariant($"It learnt which of {m.Count():n0} made-up materials a spectrum is of: line spectra ")
                + Invariant($"({m.LineInstruments} instruments × {m.MaterialsPerInstrument} materials),\n{others}")
            : "It learnt which two of some spectra are of one made-up material: line spectra of ever new materials before ever "
                + $"new instruments,\n{others}";
    }
}
