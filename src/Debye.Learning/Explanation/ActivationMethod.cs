namespace Debye.Learning.Explanation;

/// <summary>How the maps of a layer are weighted with the gradient of a class score.</summary>
public enum ActivationMethod
{
    /// <summary>
    /// Every map is weighted with the mean of its gradient over all positions. Source: R. R. Selvaraju et al., ICCV 2017, 618, doi
    /// 10.1109/ICCV.2017.74.
    /// </summary>
    GradCam = 0,

    /// <summary>Every point of a map is weighted with its own gradient. Source: R. L. Draelos and L. Carin, arXiv 2011.08891.</summary>
    HiResCam = 1,
}
